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
// 5. Padding/      reflect, replicate and circular padding; same and valid
// 6. ConvTranspose/ the convolution's adjoint as an operator of its own: scattering, and the fast form
// 7. Pooling/      a window is a span of rows times a span of columns; max, average, Lp, adaptive, global
// 8. Dense/, Activations/, Normalisation/, Losses/   what stands between convolutions, and after the last
// 9. Layers/       each operator with its weights, memory for the way back, costs
// 10. Numerics/    the matrix product, seeded random numbers, number formatting, numeric gradients
//
// Where an operator has a fast form, its definition in plain loops stands beside it (…Direct), and the tests hold one
// against the other and both against PyTorch.
// Operators trap on illegal shapes, as arrays do on illegal indices; each has a throwing function that answers the
// same question (`conv2dOutputShape`, `pool2dOutputShape`, …) without ending the program.
