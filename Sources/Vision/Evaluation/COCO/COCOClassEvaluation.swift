/// Evaluates one class: sorts its detections once, matches them image by image, and takes precision and recall at all
/// thresholds and sizes.
struct COCOClassEvaluation {
    let input: COCOEvaluationInput
    let truthIndex: ClassIndex
    let detectionIndex: ClassIndex
    let grid: RecallGrid

    func tally(_ classIndex: Int) -> COCOClassTally {
        var tally = COCOClassTally()
        let truths = truthIndex.order[truthIndex.range(classIndex)]
        let range = detectionIndex.range(classIndex)
        tally.detectionCount = range.count
        for truth in truths where !input.isCrowd[Int(truth)] {
            for size in COCOArea.allCases where size.range.contains(input.truths.areas[Int(truth)]) {
                tally.objectCounts[size.index] += 1
            }
        }
        let detections = Array(detectionIndex.order[range])
        var sorter = ScoreOrder()
        let order = sorter.sort(detections, input.scores)
        let (groups, ranks) = ranked(detections, order)
        let bits = match(detections, truths, groups)

        tally.scores.reserveCapacity(order.count)
        tally.bits.reserveCapacity(order.count)
        var keptRanks: [Int32] = []
        for position in order where ranks[Int(position)] < COCOClassTally.limits[2] {
            tally.scores.append(input.scores[Int(detections[Int(position)])])
            tally.bits.append(bits[Int(position)])
            keptRanks.append(ranks[Int(position)])
        }
        for area in 0..<4 where tally.objectCounts[area] > 0 { accumulate(area, keptRanks, &tally) }
        return tally
    }

    /// The detections of one image, as positions in the class's list from the highest score to the lowest.
    private struct Group {
        var image: Int32
        var positions: Range<Int>
    }

    /// The images of a class's detections, and each detection's rank in its image; `groups.order` is by image and rank.
    private func ranked(
        _ detections: [Int32], _ order: [Int32]
    ) -> (groups: (ranges: [Group], order: [Int32]), ranks: [Int32]) {
        var groups: [Group] = []
        var groupOf = [Int32](repeating: 0, count: detections.count)
        for (position, detection) in detections.enumerated() {
            let image = input.detections.images[Int(detection)]
            if groups.last?.image != image { groups.append(Group(image: image, positions: position..<position)) }
            groups[groups.count - 1].positions = groups[groups.count - 1].positions.lowerBound..<position + 1
            groupOf[position] = Int32(groups.count - 1)
        }
        var next = groups.map(\.positions.lowerBound)
        var byRank = [Int32](repeating: 0, count: detections.count)
        var ranks = byRank
        for position in order {
            let group = Int(groupOf[Int(position)])
            byRank[next[group]] = position
            ranks[Int(position)] = Int32(next[group] - groups[group].positions.lowerBound)
            next[group] += 1
        }
        return ((groups, byRank), ranks)
    }

    private func match(
        _ detections: [Int32], _ truths: ArraySlice<Int32>, _ groups: (ranges: [Group], order: [Int32])
    ) -> [MatchBits] {
        var matcher = COCOMatcher(input)
        var bits = [MatchBits](repeating: MatchBits(), count: detections.count)
        var here = truths[truths.startIndex..<truths.startIndex]
        for group in groups.ranges {
            // Both lists go up by image.
            var start = here.endIndex
            while start < truths.endIndex, input.truths.images[Int(truths[start])] < group.image { start += 1 }
            var end = start
            while end < truths.endIndex, input.truths.images[Int(truths[end])] == group.image { end += 1 }
            here = truths[start..<end]
            let positions = groups.order[group.positions].prefix(COCOClassTally.limits[2])
            let ranked = positions.map { detections[Int($0)] }
            matcher.match(ranked, here) { place, found in bits[Int(positions[positions.startIndex + place])] = found }
        }
        return bits
    }

    /// Takes the precisions at all thresholds in one walk over the detections of a class.
    private func accumulate(_ area: Int, _ ranks: [Int32], _ tally: inout COCOClassTally) {
        let (objects, count) = (tally.objectCounts[area], COCOClassTally.thresholdCount)
        var (hits, misses) = ([Int](repeating: 0, count: count), [Int](repeating: 0, count: count))
        var hitsWithin = [Int](repeating: 0, count: 3 * count)
        // Misses at all thresholds: nearly all detections.
        var commonMisses = 0
        // After each hit; precision only falls between hits, so the best at any recall stands at one of them.
        var precisions = [[Double]](repeating: [], count: count)
        for (place, bits) in tally.bits.enumerated() {
            let (found, ignored) = (MatchBits.bits(bits.found, area), MatchBits.bits(bits.ignored, area))
            if found | ignored == 0 {
                commonMisses += 1
                continue
            }
            for threshold in 0..<count {
                if ignored >> UInt16(threshold) & 1 == 1 { continue }
                if found >> UInt16(threshold) & 1 == 1 {
                    hits[threshold] += 1
                    let all = hits[threshold] + misses[threshold] + commonMisses
                    precisions[threshold].append(Double(hits[threshold]) / Double(all))
                    for (number, limit) in COCOClassTally.limits.enumerated() where ranks[place] < limit {
                        hitsWithin[number * count + threshold] += 1
                    }
                } else {
                    misses[threshold] += 1
                }
            }
        }
        let needed = hitsNeeded(objects)
        for threshold in 0..<count {
            var best = 0.0
            for place in precisions[threshold].indices.reversed() {
                best = max(best, precisions[threshold][place])
                precisions[threshold][place] = best
            }
            let envelope = precisions[threshold]
            let sum = needed.reduce(0.0) { $0 + ($1 <= envelope.count ? envelope[$1 - 1] : 0) }
            tally.averagePrecisions[area * count + threshold] = sum / Double(needed.count)
            for number in 0..<3 {
                tally.highestRecalls[number * 4 * count + area * count + threshold] =
                    Double(hitsWithin[number * count + threshold]) / Double(objects)
            }
        }
    }

    /// How many hits reach each of the 101 recalls; the recall of 0 is read at the first hit as well.
    private func hitsNeeded(_ objects: Int) -> [Int] {
        var hits = 1
        return (0...100).map { k in
            while hits < objects, !grid.reaches(k, of: 100, found: hits, objects: objects) { hits += 1 }
            return hits
        }
    }
}
