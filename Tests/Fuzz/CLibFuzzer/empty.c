// SwiftPM wants a source; the functions are the compiler's own, from -sanitize=fuzzer.
