/// What a layer's `forward(_:)` remembered for its `backward(_:)`; traps if there was none.
func remembered<Value>(_ value: Value?, by layer: String, gradient: Tensor) -> Value {
    guard let value else {
        trap(
            ShapeCheck("\(layer).backward", ["gradient": gradient.shape])
                .error("forward(_:) must run first: what it remembers is part of the gradients"))
    }
    return value
}
