internal import XMLEvents

/// One image of Pascal VOC: its size and its objects, from an XML file of the `Annotations` folder.
///
/// ```swift
/// let image = try VOCAnnotation(contentsOf: "Annotations/000001.xml")
/// image.objects.map { ($0.name, $0.box, $0.isDifficult) }
/// ```
public struct VOCAnnotation: Hashable, Sendable {
    /// An object.
    public struct Object: Hashable, Sendable {
        /// Its class.
        public let name: String
        /// Where, in pixels from 1 as in the file, the last one included: see `PixelConvention.inclusive`.
        public let box: Box
        /// Whether it need not be found.
        public let isDifficult: Bool
        /// Whether it goes on outside of the box.
        public let isTruncated: Bool
    }

    /// The picture's file name; empty if the file doesn't say.
    public let fileName: String
    /// In pixels; nil if the file doesn't say.
    public let width: Int?
    /// In pixels; nil if the file doesn't say.
    public let height: Int?
    /// In the order of the file.
    ///
    /// Parts of objects (heads, hands) are left out.
    public let objects: [Object]

    /// Reads a file.
    ///
    /// The parser is expat. It opens no other file, and a document that declares entities is refused.
    ///
    /// - Throws: `DataFileError` with the place in the file.
    public init(contentsOf path: String) throws(DataFileError) {
        // Encodings that an XML declaration names are the parser's business.
        let file = try FileBytes(path: path, isText: false)
        func failure(_ line: Int, _ column: Int, _ problem: DataFileError.Problem) -> DataFileError {
            DataFileError(path: path, line: line, column: column, problem: problem)
        }
        guard file.count > 0 else { throw failure(1, 1, .empty) }
        let events: [XMLReader.PlacedEvent]
        do throws(XMLFault) {
            events = try XMLReader.events(UnsafeBufferPointer(start: file.base, count: file.count))
        } catch {
            if error.message.contains("invalid token"), let byte = UTF8Check.firstInvalidByte(file.base, file.count) {
                throw file.error(Fault(byte, .notUTF8(file.base[byte])))
            }
            throw failure(error.line, error.column, .xml(error.message))
        }
        let root = XMLElement.tree(of: events)
        guard let root, root.name == "annotation" else {
            throw failure(
                root?.line ?? 1, root?.column ?? 1,
                .syntax(
                    "VOC のアノテーションは <annotation> で始まりますが、<\(root?.name ?? "")> です",
                    "a VOC annotation begins with <annotation>, this with <\(root?.name ?? "")>"))
        }
        do throws(XMLElement.Misfit) {
            fileName = root.child("filename")?.trimmed ?? ""
            width = try root.child("size")?.child("width")?.whole()
            height = try root.child("size")?.child("height")?.whole()
            var objects: [Object] = []
            for element in root.children where element.name == "object" { objects.append(try Object(element)) }
            self.objects = objects
        } catch {
            throw failure(error.line, error.column, error.problem)
        }
    }
}

extension VOCAnnotation.Object {
    fileprivate init(_ element: XMLElement) throws(XMLElement.Misfit) {
        name = try element.required("name").trimmed
        isDifficult = try element.child("difficult")?.flag() ?? false
        isTruncated = try element.child("truncated")?.flag() ?? false
        let corners = try element.required("bndbox")
        box = Box(
            try corners.required("xmin").number(), try corners.required("ymin").number(),
            try corners.required("xmax").number(), try corners.required("ymax").number())
        guard box.isValid else {
            throw corners.misfit(
                .syntax(
                    "bndbox は xmin ≤ xmax、ymin ≤ ymax でなければなりませんが、\(box) です",
                    "bndbox must have xmin ≤ xmax and ymin ≤ ymax, but is \(box)"))
        }
        guard !name.isEmpty else {
            throw element.misfit(.syntax("name が空です", "the name is empty"))
        }
    }
}
