import Glibc

/// An object in an image: a box in pixels and a class.
public struct GridObject: Hashable, Sendable {
    /// The left edge.
    public var x1: Double
    /// The upper edge.
    public var y1: Double
    /// The right edge.
    public var x2: Double
    /// The lower edge.
    public var y2: Double
    /// The class, from 0.
    public var classID: Int

    /// An object by its corners.
    public init(x1: Double, y1: Double, x2: Double, y2: Double, classID: Int) {
        self.x1 = x1
        self.y1 = y1
        self.x2 = x2
        self.y2 = y2
        self.classID = classID
    }
}

/// An object that a network has found, and how sure it is.
public struct GridDetection: Hashable, Sendable {
    /// Where and what.
    public let object: GridObject
    /// σ(objectness) times the class' probability, in 0...1.
    public let score: Double
}

/// The output of a small one-stage detector, and what its numbers mean: one cell of a grid answers for the object whose
/// centre lies in it.
///
/// The output is (N, 5 + classes, H / S, W / S), S being the side of a cell. For the cell in row r and column c:
///
/// | Channel | Meaning, with the box' centre (x, y), width w, height h and the reference side A |
/// |---|---|
/// | 0 | objectness: the logit of "an object's centre is here" |
/// | 1, 2 | x / S − (c + ½), y / S − (r + ½): the centre, from the cell's own |
/// | 3, 4 | log(w / A), log(h / A) |
/// | 5 … | the logits of the classes |
///
/// The idea is YOLO's (Redmon et al. 2016), the box code that of R-CNN and SSD, with a single anchor of A×A.
public struct DetectionGrid: Hashable, Sendable {
    /// Height and width of the images, in pixels.
    public let imageSize: Size2D
    /// S: the side of a cell, in pixels.
    public let cell: Int
    /// A: the side of the reference box, in pixels; about that of an average object.
    public let anchor: Double
    /// How many classes.
    public let classCount: Int

    /// A grid; traps unless the cells fill the image and all numbers are at least 1.
    public init(imageSize: Size2D, cell: Int, anchor: Double, classCount: Int) {
        orTrap { () throws(ShapeError) in
            let check = ShapeCheck("DetectionGrid", ["image": [imageSize.height, imageSize.width], "cell": [cell]])
            try check.require(
                cell >= 1 && anchor >= 1 && classCount >= 1 && imageSize.height >= 1 && imageSize.width >= 1,
                "image, cell, anchor = \(anchor) and classes = \(classCount) must be at least 1")
            try check.require(
                imageSize.height % cell == 0 && imageSize.width % cell == 0,
                "cells of \(cell) don't fill an image of \(imageSize)")
        }
        self.imageSize = imageSize
        self.cell = cell
        self.anchor = anchor
        self.classCount = classCount
    }

    /// The grid's rows and columns.
    public var size: Size2D { Size2D(imageSize.height / cell, imageSize.width / cell) }

    /// How many channels the network's output must have: 5 + classes.
    public var channels: Int { 5 + classCount }

    /// The place of the cell that answers for an object, row by row; nil if its centre is outside the image.
    public func cellIndex(of object: GridObject) -> Int? {
        let (column, row) = (
            ((object.x1 + object.x2) / 2 / Double(cell)).rounded(.down),
            ((object.y1 + object.y2) / 2 / Double(cell)).rounded(.down)
        )
        guard column >= 0, row >= 0, column < Double(size.width), row < Double(size.height) else { return nil }
        return Int(row) * size.width + Int(column)
    }

    /// The four box numbers of an object in its cell: channels 1 to 4.
    public func encode(_ object: GridObject, in index: Int) -> [Float] {
        let (row, column) = index.quotientAndRemainder(dividingBy: size.width)
        let side = Double(cell)
        return [
            (object.x1 + object.x2) / 2 / side - (Double(column) + 0.5),
            (object.y1 + object.y2) / 2 / side - (Double(row) + 0.5),
            log((object.x2 - object.x1) / anchor), log((object.y2 - object.y1) / anchor),
        ].map { Float($0) }
    }

    /// What the network says: a detection for each cell whose score reaches the threshold, per image, by cells.
    ///
    /// Neighbouring cells may find one object twice: suppression comes afterwards. A box that is no box (a size beyond
    /// `Double`) is left out. Traps unless the output has the grid's shape.
    ///
    /// - Parameters:
    ///   - output: (N, 5 + classes, H / S, W / S).
    ///   - threshold: The lowest score, in 0...1.
    /// - Returns: The detections of each image.
    public func decode(_ output: Tensor, threshold: Double = 0.05) -> [[GridDetection]] {
        requireOutput(output, "DetectionGrid.decode")
        let cells = size.height * size.width
        return (0..<output.shape[0]).map { image in
            (0..<cells).compactMap { index in
                let number = { (channel: Int) in
                    Double(output.values[(image * channels + channel) * cells + index])
                }
                return detection(at: index, number, threshold: threshold)
            }
        }
    }

    private func detection(at index: Int, _ number: (Int) -> Double, threshold: Double) -> GridDetection? {
        let logits = (0..<classCount).map { number(5 + $0) }
        let largest = logits.max() ?? 0
        let total = logits.reduce(0) { $0 + exp($1 - largest) }
        let score = 1 / (1 + exp(-number(0))) / total
        guard score >= threshold, let best = logits.firstIndex(of: largest) else { return nil }
        let (row, column) = index.quotientAndRemainder(dividingBy: size.width)
        let x = (number(1) + Double(column) + 0.5) * Double(cell)
        let y = (number(2) + Double(row) + 0.5) * Double(cell)
        let (width, height) = (anchor * exp(number(3)), anchor * exp(number(4)))
        guard x.isFinite, y.isFinite, width.isFinite, height.isFinite else { return nil }
        return GridDetection(
            object: GridObject(
                x1: x - width / 2, y1: y - height / 2, x2: x + width / 2, y2: y + height / 2, classID: best),
            score: score)
    }

    func requireOutput(_ output: Tensor, _ operation: String) {
        orTrap { () throws(ShapeError) in
            try ShapeCheck(operation, ["output": output.shape]).require(
                output.rank == 4 && Array(output.shape.dropFirst()) == [channels, size.height, size.width],
                "the output must be [N, 5 + classes, H / S, W / S] = [N, \(channels), \(size.height), \(size.width)]")
        }
    }
}
