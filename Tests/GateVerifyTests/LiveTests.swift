import Testing

/// Tests with a server or the program itself, one at a time: each takes threads of its own.
@Suite(.serialized) struct LiveTests {}
