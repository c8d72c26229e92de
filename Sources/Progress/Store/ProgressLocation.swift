/// Where the learner's progress is kept.
package enum ProgressLocation {
    /// The path asked for, else `STUDYKIT_PROGRESS`, else `studykit/progress.sqlite` in XDG's state folder.
    ///
    /// - Throws: `ProgressError.noPlace` when none of them says a place.
    package static func path(chosen: String?, environment: [String: String]) throws(ProgressError) -> String {
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        if let path = chosen ?? value("STUDYKIT_PROGRESS") { return path }
        // XDG: a relative path is to be ignored.
        if let state = value("XDG_STATE_HOME"), state.hasPrefix("/") { return "\(state)/studykit/progress.sqlite" }
        if let home = value("HOME") { return "\(home)/.local/state/studykit/progress.sqlite" }
        throw .noPlace
    }
}
