package import GateMatching
internal import GateModel

/// Passwords and keys handed to a function that is known to take one: `smtp.login("user", "...")`,
/// `jwt.sign(payload, "...")`.
package struct CredentialCallMatcher: ContextMatcher {
  package let contexts = ["password", "token"]
  package let literals = functions.map { Literal($0.name + "(", ignoresCase: true) }

  /// A function, and which of its arguments is the secret one, counted from 0.
  private struct Function {
    let name: String
    let argument: Int
    /// A key is made by a machine, or should be; a password is any word.
    var isKey = false
    /// Nothing but a password is given to it, so that a word everybody knows is one as well.
    var takesAnyWord = false
  }

  /// The last argument, wherever it stands.
  private static let last = -1

  private static let functions = [
    // Databases.
    Function(name: "mysql_connect", argument: 2), Function(name: "mysqli_connect", argument: 2),
    Function(name: "new mysqli", argument: 2), Function(name: "new PDO", argument: 2),
    Function(name: "pymysql.connect", argument: 2), Function(name: "mysqldb.connect", argument: 2),
    Function(name: "DriverManager.getConnection", argument: 2),
    Function(name: "new Sequelize", argument: 2),
    // Servers of files and mail.
    Function(name: "ftp_login", argument: 2), Function(name: "ssh2_auth_password", argument: 2),
    Function(name: ".PlainAuth", argument: 2), Function(name: ".login", argument: 1),
    Function(name: "ftplib.FTP", argument: 2), Function(name: " FTP", argument: 2),
    // Basic authentication.
    Function(name: "BasicAuth", argument: 1), Function(name: "basic_auth", argument: 1),
    Function(name: "auth=", argument: 1), Function(name: "DigestAuth", argument: 1),
    Function(name: "PasswordAuthentication", argument: 1),
    Function(name: "UsernamePasswordCredentials", argument: 1),
    Function(name: "UsernamePasswordAuthenticationToken", argument: 1),
    Function(name: "NetworkCredential", argument: 1),
    // What makes accounts, and hashes of passwords.
    Function(name: "WithEmailAndPassword", argument: last, takesAnyWord: true),
    Function(name: "password_hash", argument: 0, takesAnyWord: true),
    Function(name: "bcrypt.hash", argument: 0, takesAnyWord: true),
    Function(name: "hashSync", argument: 0, takesAnyWord: true),
    Function(name: "Hash::make", argument: 0, takesAnyWord: true),
    Function(name: "FromPassword", argument: 0, takesAnyWord: true),
    Function(name: "PasswordEncoder.encode", argument: 0, takesAnyWord: true),
    // Keys that sign and encrypt.
    Function(name: "jwt.sign", argument: 1, isKey: true),
    Function(name: "jwt.verify", argument: 1, isKey: true),
    Function(name: "jwt.encode", argument: 1, isKey: true),
    Function(name: "jwt.decode", argument: 1, isKey: true),
    Function(name: "signWith", argument: 1, isKey: true),
    Function(name: "setSigningKey", argument: 0, isKey: true),
    Function(name: "SymmetricSecurityKey", argument: 0, isKey: true),
    Function(name: "SecretKeySpec", argument: 0, isKey: true),
    Function(name: "cookieParser", argument: 0, isKey: true),
    Function(name: "NewCookieStore", argument: 0, isKey: true),
    Function(name: "createHmac", argument: 1, isKey: true),
    Function(name: "hmac.new", argument: 0, isKey: true),
    Function(name: "createCipheriv", argument: 1, isKey: true),
    Function(name: "OAuthHandler", argument: 1, isKey: true),
    Function(name: "set_access_token", argument: 1, isKey: true),
  ]

  package init() {}

  package func find(
    at hit: LiteralHit, in bytes: Span<UInt8>, of file: ScannedFile,
    into found: inout [ContextCandidate]
  ) {
    let function = Self.functions[Int(hit.literal)]
    let arguments = CallArguments(behind: hit.range.upperBound, in: bytes)
    guard !file.isGenerated, let start = arguments.start(of: function.argument),
      let value = AssignedValue(
        from: start, behind: .entry, of: hit.range, in: bytes, isCode: true),
      value.isQuoted, let confidence = Self.confidence(of: value.range, in: bytes, function)
    else { return }
    let name = function.name.split(separator: " ").last ?? ""
    found.append(
      ContextCandidate(
        context: function.isKey ? 1 : 0, value: value.range, confidence: confidence,
        reason: "an argument of '\(name)', which takes "
          + (function.isKey ? "a secret key" : "a password")))
  }

  /// A word that everybody knows is an example more often than a password: `login("user", "secret")`.
  private static func confidence(
    of value: Range<Int>, in bytes: Span<UInt8>, _ function: Function
  ) -> Confidence? {
    let judge = ValueJudge(value, in: bytes)
    guard function.isKey else {
      let confidence = judge.password()
      return confidence == .low && !function.takesAnyWord ? nil : confidence
    }
    return judge.key()
  }
}

/// Where the arguments of a call start.
private struct CallArguments {
  /// Bytes that are read behind the parenthesis.
  private static let reach = 400
  private static let opening = ByteSet("([{")
  private static let closing = ByteSet(")]}")
  private var starts: [Int]

  init(behind place: Int, in bytes: Span<UInt8>) {
    starts = [place]
    var depth = 0
    var quote: UInt8?
    var index = place
    while index < bytes.count, index - place < Self.reach {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\\") {
        index += 1
      } else if quote != nil {
        if byte == quote { quote = nil }
      } else if byte.isQuote {
        quote = byte
      } else if Self.opening.contains(byte) {
        depth += 1
      } else if Self.closing.contains(byte) {
        if depth == 0 { break }
        depth -= 1
      } else if byte == UInt8(ascii: ","), depth == 0 {
        starts.append(index + 1)
      }
      index += 1
    }
  }

  /// Where an argument starts, counted from 0, or from the end by negative numbers; `nil` where
  /// there are fewer.
  func start(of argument: Int) -> Int? {
    let argument = argument < 0 ? starts.count + argument : argument
    return starts.indices.contains(argument) ? starts[argument] : nil
  }
}
