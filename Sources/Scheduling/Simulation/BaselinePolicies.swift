/// Plain FSRS: what has fallen to the target retention is due, the most forgotten first; then new items.
package struct FixedRetentionPolicy: StudyPolicy {
    package var parameters: FSRSParameters
    package var retention: Double

    package init(parameters: FSRSParameters = .standard, retention: Double) {
        self.parameters = parameters
        self.retention = retention
    }

    package func choose(from items: [StudyItem], on day: Int, limit: Int, left: Int?) -> [Int] {
        var due: [(index: Int, recall: Double)] = []
        var new: [Int] = []
        for (index, item) in items.enumerated() {
            guard let memory = item.memory else {
                new.append(index)
                continue
            }
            let interval = parameters.interval(stability: memory.stability, retention: retention)
            let elapsed = day - item.lastReviewDay
            if elapsed >= interval {
                due.append(
                    (index, parameters.retrievability(afterDays: Double(elapsed), stability: memory.stability)))
            }
        }
        due.sort { ($0.recall, $0.index) < ($1.recall, $1.index) }
        return Array((due.map(\.index) + new).prefix(max(0, limit)))
    }
}

/// Cramming: everything in order, again and again, in the last days; the days themselves are the limits given to the simulation.
package struct CrammingPolicy: StudyPolicy {
    package init() {}

    package func choose(from items: [StudyItem], on day: Int, limit: Int, left: Int?) -> [Int] {
        // Never seen comes first, then what was seen longest ago.
        let order = items.indices.sorted { left, right in
            let (l, r) = (items[left], items[right])
            return (l.memory == nil ? Int.min : l.lastReviewDay, left)
                < (r.memory == nil ? Int.min : r.lastReviewDay, right)
        }
        return Array(order.prefix(max(0, limit)))
    }
}
