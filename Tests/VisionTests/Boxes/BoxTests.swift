import ConvNet
import Testing
import Vision

struct BoxTests {
    @Test func convertsBetweenFormats() {
        let box = Box(10, 20, 40, 60)
        #expect(box == Box(10, 20, 30, 40, as: .xywh))
        #expect(box == Box(25, 40, 30, 40, as: .cxcywh))
        #expect(box.coordinates(as: .xyxy) == [10, 20, 40, 60])
        #expect(box.coordinates(as: .xywh) == [10, 20, 30, 40])
        #expect(box.coordinates(as: .cxcywh) == [25, 40, 30, 40])
        #expect("\(box) \(Box(0.5, 0, 1, 2))" == "(10, 20, 40, 60) (0.5, 0, 1, 2)")
    }

    @Test(arguments: BoxFormat.allCases)
    func thereAndBackIsTheSameBox(_ format: BoxFormat) {
        var random = SeededGenerator(seed: 1)
        for _ in 0..<200 {
            let box = random.box()
            let numbers = box.coordinates(as: format)
            #expect(Box(numbers[0], numbers[1], numbers[2], numbers[3], as: format) == box)
        }
    }

    /// x + w − x is not always w; COCO's areas are w · h.
    @Test func remembersTheWidthItWasGiven() {
        let box = Box(0.3, 0.3, 32, 32, as: .xywh)
        #expect(box.x2 - box.x1 != 32)
        #expect(box.area == 1024)
        #expect(box.coordinates(as: .xywh) == [0.3, 0.3, 32, 32])
        #expect(abs(box.iou(box) - 1) < 1e-14)
    }

    @Test func countsAreasBothWays() {
        #expect(Box(1, 1, 4, 3).area == 6)
        #expect(Box(1, 1, 4, 3).area(.inclusive) == 12)
        #expect(Box(2, 2, 2, 2).area == 0)
        #expect(Box(2, 2, 2, 2).area(.inclusive) == 1)
        #expect(Box(5, 5, 1, 1).area == 0, "two negative sides make no area")
        #expect(Box(.nan, 0, 1, 1).area == 0)
    }

    @Test func knowsWhatIsValid() {
        #expect(Box(1, 1, 1, 2).isValid)
        #expect(!Box(2, 1, 1, 2).isValid)
        #expect(!Box(0, .nan, 1, 2).isValid)
        #expect(!Box(0, 0, .infinity, 2).isValid)
    }
}
