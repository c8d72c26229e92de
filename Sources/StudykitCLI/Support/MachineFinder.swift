import Chapters
import Runner

/// The compiler, the engine and bubblewrap, or a failure that says what is missing.
enum MachineFinder {
    static func find() throws(Failure) -> Machine {
        do throws(MissingTool) {
            return try Machine.find()
        } catch {
            throw Failure(status: .fault, message: error.message, help: error.help)
        }
    }
}
