import GateScan
import Testing

/// The vectors of NIST's examples for FIPS 180-4.
@Suite struct SHA256Tests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
        + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
    (
      String(repeating: "a", count: 1_000_000),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
  ])
  func digests(text: String, expected: String) {
    var hash = SHA256()
    let digits = hash.digest(of: Array(text.utf8)).map { byte in
      let hex = String(byte, radix: 16)
      return hex.count == 1 ? "0" + hex : hex
    }
    #expect(digits.joined() == expected)
  }

  @Test func aHashOfAHashIsThatOfItsBytes() {
    var hash = SHA256()
    let first = hash.state(of: Array("abc".utf8))
    let tail: [UInt32] = [1, 2]
    let bytes: [UInt8] = SHA256.bytes(of: first) + [0, 0, 0, 1, 0, 0, 0, 2]
    #expect(hash.state(of: first, tail) == hash.state(of: bytes))
  }
}
