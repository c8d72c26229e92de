import Testing

/// Whether a process that ended wrote `text` to standard error.
///
/// The bodies of exit tests can't capture anything, so each is written out where it is used; this keeps them short.
func standardError(of result: ExitTest.Result?, contains text: String) -> Bool {
    guard let result else { return false }
    return String(decoding: result.standardErrorContent, as: UTF8.self).contains(text)
}
