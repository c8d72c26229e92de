// ConvNet: a convolutional network's engine, written to be read. It knows nothing of chapters, cells or reports,
// and imports nothing but the C library, so that a program that uses it starts at once.
//
// Read it in this order:
//
// 1. Tensor/       numbers in row-major order with a shape; images are (N, C, H, W)
// 2. Geometry/     kernel, stride, padding, dilation → output size, and what a shape error says
// 3. Convolution/  conv2dDirect: the definition as plain loops; conv2d: the same as one matrix product;
//                  both backward
// 4. Im2col/       the rearrangement that turns a convolution into a matrix product, and its adjoint
// 5. Layers/       Conv2d: weights, forward, backward, costs
// 6. Numerics/     the matrix product, seeded random numbers, number formatting, numeric gradients
//
// Each fast operator has a direct one beside it, and the tests hold one against the other and both against PyTorch.
// Operators trap on illegal shapes, as arrays do on illegal indices; each has a throwing function that answers the
// same question (`conv2dOutputShape`, `unfoldShape`, …) without ending the program.
