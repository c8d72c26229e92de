/// Ends the program if layers can't be the children of `type`.
///
/// Names must be different and without dots, or paths wouldn't lead anywhere. A layer must not be there twice: it would
/// remember only its last pass, and gradients would be wrong without a word.
func requireChildren(_ children: [(name: String, layer: any Layer)], of type: String) {
    let check = ShapeCheck(type, [:])
    var names: Set<String> = []
    var layers: Set<ObjectIdentifier> = []
    for (name, layer) in children {
        orTrap { () throws(ShapeError) in
            try check.require(!name.contains("."), "the name \(name) has a dot, which separates names in a path")
            for name in layer.namesSeenAs(name) {
                try check.require(
                    names.insert(name).inserted, "two layers have the name \(name); each needs its own")
            }
            for inner in layer.withEverythingInside {
                try check.require(
                    layers.insert(ObjectIdentifier(inner)).inserted,
                    """
                    one \(inner.typeName) stands at two places (the second is in \(name)): it would remember only its \
                    last pass, so each place needs a layer of its own
                    """)
            }
        }
    }
}

extension Layer {
    /// The names that the layer takes in its parent: its own; without one, those of its tensors and children.
    fileprivate func namesSeenAs(_ name: String) -> [String] {
        name.isEmpty ? state.map(\.name) + children.flatMap { $0.layer.namesSeenAs($0.name) } : [name]
    }

    /// The layer, its children, and theirs.
    fileprivate var withEverythingInside: [any Layer] {
        [self] + children.flatMap { $0.layer.withEverythingInside }
    }
}
