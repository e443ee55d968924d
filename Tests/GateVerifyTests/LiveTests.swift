import Testing

/// Tests with a server or the program itself, one at a time: their timeouts are real.
@Suite(.serialized) struct LiveTests {}
