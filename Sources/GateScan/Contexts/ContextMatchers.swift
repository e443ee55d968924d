/// The matchers of structure, in no particular order: what several find is settled by the rules.
package enum ContextMatchers {
  package static func all(_ options: ScanOptions) -> [any ContextMatcher] {
    [
      MaintainXKeyMatcher(today: options.today),
      AssignmentMatcher(),
      AuthorizationMatcher(),
      CommandPasswordMatcher(),
      CredentialCallMatcher(),
      JSONWebKeyMatcher(),
      KnownFileMatcher(),
      KubernetesSecretMatcher(),
      NamedAttributeMatcher(),
      PrivateKeyMatcher(),
      ProgramPasswordMatcher(),
      SentenceMatcher(),
      SQLPasswordMatcher(),
      URLPasswordMatcher(),
    ]
  }
}
