/// A Gaussian filter of points in d dimensions in time proportional to d²·points.
///
/// The space is tiled by simplices whose vertices are the permutohedral lattice: the points of the hyperplane
/// Σx = 0 in d + 1 dimensions whose coordinates are all equal modulo d + 1. Each value is
///
/// 1. **splatted** to the d + 1 vertices of the simplex around its point, by barycentric weights,
/// 2. **blurred** with (½, 1, ½) along each of the d + 1 lattice directions, which together are about a Gaussian,
/// 3. **sliced**: read back with the same weights.
///
/// The scale of the embedding makes that Gaussian's standard deviation 1 in every direction. Its height is not 1: the
/// normalisation around this filter takes that out. Adams, Baek and Davis 2010, "Fast high-dimensional filtering using
/// the permutohedral lattice".
struct PermutohedralLattice {
    /// The first d coordinates of a vertex; the last is minus their sum. (Up to 7 dimensions; here they are 2 to 5.)
    private typealias Key = SIMD8<Int32>

    private let corners: Int
    /// For each point, the places of the vertices around it.
    private var vertices: [Int32] = []
    /// How much each of those counts.
    private var weights: [Double] = []
    /// For each direction and vertex, the places of the two next to it; `count` stands for none.
    private var neighbors: [(Int32, Int32)] = []
    private var count = 0

    init(_ features: [Double], dimensions d: Int) {
        corners = d + 1
        let points = d == 0 ? 0 : features.count / d
        let spread = (2.0 / 3).squareRoot() * Double(d + 1)
        let scales = (0..<d).map { axis -> Double in
            let product = Double((axis + 1) * (axis + 2))
            return spread / product.squareRoot()
        }
        var places: [Key: Int32] = [:]
        var keys: [Key] = []
        vertices.reserveCapacity(points * corners)
        weights.reserveCapacity(points * corners)
        var simplex = Simplex(dimensions: d)
        for point in 0..<points {
            simplex.enclose(features[point * d..<point * d + d], scales: scales)
            for remainder in 0...d {
                var key = Key.zero
                for axis in 0..<d { key[axis] = simplex.vertex(remainder, axis) }
                let place: Int32
                if let known = places[key] {
                    place = known
                } else {
                    place = Int32(keys.count)
                    places[key] = place
                    keys.append(key)
                }
                vertices.append(place)
                weights.append(simplex.barycentric[remainder])
            }
        }
        count = keys.count
        var step = Key.zero
        for axis in 0..<d { step[axis] = 1 }
        neighbors.reserveCapacity(corners * count)
        for direction in 0...d {
            for key in keys {
                var (before, after) = (key &- step, key &+ step)
                if direction < d {
                    before[direction] = key[direction] + Int32(d)
                    after[direction] = key[direction] - Int32(d)
                }
                neighbors.append((places[before] ?? Int32(count), places[after] ?? Int32(count)))
            }
        }
    }

    /// The values filtered: point by point, the channels of one beside each other.
    func filter(_ values: [Double], channels: Int) -> [Double] {
        // One more row, of zeros: the neighbour that isn't there.
        var lattice = [Double](repeating: 0, count: (count + 1) * channels)
        for (corner, weight) in weights.enumerated() {
            let (point, vertex) = (corner / corners * channels, Int(vertices[corner]) * channels)
            for channel in 0..<channels { lattice[vertex + channel] += weight * values[point + channel] }
        }
        var blurred = lattice
        for direction in 0..<corners {
            for vertex in 0..<count {
                let (before, after) = neighbors[direction * count + vertex]
                for channel in 0..<channels {
                    blurred[vertex * channels + channel] =
                        lattice[vertex * channels + channel] + 0.5
                        * (lattice[Int(before) * channels + channel] + lattice[Int(after) * channels + channel])
                }
            }
            swap(&lattice, &blurred)
        }
        var result = [Double](repeating: 0, count: values.count)
        for (corner, weight) in weights.enumerated() {
            let (point, vertex) = (corner / corners * channels, Int(vertices[corner]) * channels)
            for channel in 0..<channels { result[point + channel] += weight * lattice[vertex + channel] }
        }
        return result
    }
}

/// The simplex of the lattice around a point.
private struct Simplex {
    private let d: Int
    /// The point in the hyperplane, d + 1 coordinates.
    private var elevated: [Double]
    /// The vertex all of whose coordinates are multiples of d + 1.
    private var origin: [Int]
    /// For each coordinate, how many have a larger distance to that vertex.
    private var rank: [Int]
    /// The weights of the vertices, by remainder; one more for carrying.
    private(set) var barycentric: [Double]

    init(dimensions d: Int) {
        self.d = d
        elevated = Array(repeating: 0, count: d + 1)
        origin = Array(repeating: 0, count: d + 1)
        rank = Array(repeating: 0, count: d + 1)
        barycentric = Array(repeating: 0, count: d + 2)
    }

    mutating func enclose(_ point: ArraySlice<Double>, scales: [Double]) {
        // Into the hyperplane, by an orthogonal basis of it.
        var sum = 0.0
        for axis in stride(from: d, to: 0, by: -1) {
            let scaled = point[point.startIndex + axis - 1] * scales[axis - 1]
            elevated[axis] = sum - Double(axis) * scaled
            sum += scaled
        }
        elevated[0] = sum

        // The nearest point whose coordinates are multiples of d + 1 may lie off the plane, by `excess` steps.
        var excess = 0
        for axis in 0...d {
            let multiple = Int((elevated[axis] / Double(d + 1)).rounded())
            origin[axis] = multiple * (d + 1)
            excess += multiple
            rank[axis] = 0
        }
        for a in 0..<d {
            for b in (a + 1)...d {
                if elevated[a] - Double(origin[a]) < elevated[b] - Double(origin[b]) {
                    rank[a] += 1
                } else {
                    rank[b] += 1
                }
            }
        }
        // Those that were rounded by most go back.
        for axis in 0...d {
            rank[axis] += excess
            if rank[axis] < 0 {
                rank[axis] += d + 1
                origin[axis] += d + 1
            } else if rank[axis] > d {
                rank[axis] -= d + 1
                origin[axis] -= d + 1
            }
        }
        for place in barycentric.indices { barycentric[place] = 0 }
        for axis in 0...d {
            let part = (elevated[axis] - Double(origin[axis])) / Double(d + 1)
            barycentric[d - rank[axis]] += part
            barycentric[d + 1 - rank[axis]] -= part
        }
        barycentric[0] += 1 + barycentric[d + 1]
    }

    /// A coordinate of the vertex with this remainder modulo d + 1.
    func vertex(_ remainder: Int, _ axis: Int) -> Int32 {
        Int32(origin[axis] + remainder - (rank[axis] > d - remainder ? d + 1 : 0))
    }
}
