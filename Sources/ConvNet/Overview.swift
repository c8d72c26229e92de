// ConvNet: a convolutional network's engine, written to be read. It knows nothing of chapters, cells or reports,
// and imports nothing but the C library, so that a program that uses it starts at once.
//
// Read it from the top: numbers, functions of them, layers that remember, networks of layers, learning.
//
// Numbers
//   Tensor/          numbers in row-major order with a shape; images are (N, C, H, W)
//   Numerics/        the matrix product, work on all cores, seeded random numbers, number formatting, numeric gradients
//
// Operators: functions of tensors, each with its backward pass
//   Geometry/        kernel, stride, padding, dilation → output size, and what a shape error says
//   Convolution/     conv2dDirect: the definition as plain loops; conv2d: the same as one matrix product
//   Im2col/          the rearrangement that turns a convolution into a matrix product, and its adjoint
//   Padding/         reflect, replicate and circular padding; same and valid
//   ConvTranspose/   the convolution's adjoint as an operator of its own: scattering, and the fast form
//   Pooling/         a window is a span of rows times a span of columns; max, average, Lp, adaptive, global
//   Dense/, Activations/, Normalisation/, Dropout/   what stands between convolutions
//   Resampling/      images at another size: nearest, bilinear
//   Attention/       scaled dot products, heads, squeeze-and-excitation, patches, the encoder block
//   Losses/          what stands after the last layer
//
// Layers: an operator with its weights and a memory for the way back
//   Layers/Contract/ what every layer can do (Layer), and what it holds (Parameter); begin with Layer.swift
//   Layers/          one for each operator
//
// Networks: layers made of layers
//   Composition/     one after the other (Sequential), with a way round (Residual), side by side (Concat, Sum)
//   Costs/           output shapes, parameters, MACs, receptive fields, found without running anything
//   Explanation/     where a network looks: class activation maps, Grad-CAM
//   Models/          LeNet-5, AlexNet, VGG-16, ResNet, MobileNetV2, U-Net, a one-stage detector, ViT: definitions
//
// Learning
//   Initialisation/  how weights begin: LeCun, Xavier, He
//   Optimizers/      SGD, Adam, AdamW, and schedules for their learning rates
//   Data/            generated images of shapes with class, box and mask
//   Detection/       what a grid of cells says of boxes, and its loss
//   Training/        batches, epochs, early stopping, history
//
// Where an operator has a fast form, its definition in plain loops stands beside it (…Direct), and the tests hold one
// against the other and both against PyTorch.
// Operators and layers trap on illegal shapes, as arrays do on illegal indices; each has a throwing function that answers
// the same question (`conv2dOutputShape`, `outputShape(for:)`, `summary(of:input:)`, …) without ending the program.
