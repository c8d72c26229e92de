// Formats: tensors and images from files, and back. Public, with no idea of the tool; cells have it imported.
//
//     try Tensor.loadNPY("data/x.npy")                         NumPy's arrays, one a file
//     try NamedArrays.loadNPZ("data/vectors.npz")              and many a file
//     try NamedArrays.loadSafetensors("data/weights.safetensors")
//     try Tensor.loadImage("data/cat.png")                     PNG, PBM, PGM, PPM
//     try StoredArray.loadIDX("data/labels.idx1-ubyte.gz")     MNIST
//     try CIFARBatch.loadCIFAR10("data/test_batch.bin")
//
// Bytes/        whole files in, whole files out (through a rename), a reader that knows where it is, what an error says
// Arrays/       numbers of a stored type; the same by name, in order
// NumPy/        NPY, and the ZIP archive that makes it NPZ
// Safetensors/  a header in JSON, then the bytes
// Images/       samples as stored, and the two families of files they come in
// DataSets/     the layouts in which MNIST and CIFAR are distributed
//
// Every reader is a function from bytes to a value or a `FormatError`. It believes nothing that the bytes themselves do
// not bear out: a count is compared with what is there before memory is taken for it.
