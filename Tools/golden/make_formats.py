"""Writes the files that the Formats library must read, and `expected.txt`: what is in them.

NumPy, safetensors and zlib make them; Pillow and torchvision (libpng) read every image back here and must see what was
put in. Run again, it writes the same bytes.
"""

import gzip
import io
import pathlib
import struct
import zipfile
import zlib

import numpy as np
import torch
from PIL import Image
from safetensors import numpy as safe_numpy
from safetensors import torch as safe_torch
from torchvision.io import ImageReadMode, decode_image

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "Tests/FormatsTests/Golden"
expected = []


def write(name, data):
    (FOLDER / name).write_bytes(data)


def expect(name, array, kind):
    """One line: file, element type, shape, values with all their digits."""
    array = np.asarray(array)
    values = " ".join(repr(v) for v in array.astype(object).ravel().tolist())
    values = values.replace("True", "1").replace("False", "0")
    shape = ",".join(map(str, array.shape))
    expected.append(f"{name} {kind} [{shape}] {values}".rstrip())


def npy(array, version=None):
    stream = io.BytesIO()
    np.lib.format.write_array(stream, array, version)
    return stream.getvalue()


# NPY: every type in both byte orders, both orders of axes, all versions.
samples = {
    "bool": np.array([[True, False, True], [False, False, True]]),
    "int8": np.array([[-128, -1, 0], [1, 2, 127]]),
    "int16": np.array([[-32768, -1, 0], [1, 258, 32767]]),
    "int32": np.array([[-(2**31), -1, 0], [1, 16909060, 2**31 - 1]]),
    "int64": np.array([[-(2**63), -1, 0], [1, 2**53 + 1, 2**63 - 1]]),
    "uint8": np.array([[0, 1, 2], [3, 128, 255]]),
    "uint16": np.array([[0, 1, 258], [3, 32768, 65535]]),
    "uint32": np.array([[0, 1, 16909060], [3, 2**31, 2**32 - 1]]),
    "uint64": np.array([[0, 1, 2**53 + 1], [3, 2**63, 2**64 - 1]], dtype=object),
    "float16": np.array([[0.0, -0.5, 65504.0], [6e-8, 1.0009765625, np.inf]]),
    "float32": np.array([[0.0, -0.1, 3.4028234663852886e38], [1e-45, 1 / 3, -np.inf]]),
    "float64": np.array([[0.0, -0.1, 1.7976931348623157e308], [5e-324, 1 / 3, 16777217.0]]),
}
for name, values in samples.items():
    array = values.astype(name)
    little, big = array.astype(array.dtype.newbyteorder("<")), array.astype(array.dtype.newbyteorder(">"))
    for file, stored in [(f"{name}.npy", little), (f"{name}-big-fortran.npy", np.asfortranarray(big))]:
        write(file, npy(stored))
        expect(file, array, name)
cube = np.arange(24, dtype="float32").reshape(2, 3, 4)
for file, array, version in [
    ("cube-v1.npy", cube, (1, 0)), ("cube-v2-fortran.npy", np.asfortranarray(cube), (2, 0)), ("cube-v3.npy", cube, (3, 0)),
    ("scalar.npy", np.float32(2.5), None), ("empty.npy", np.zeros((0, 3), "float32"), None),
    ("vector.npy", np.array([1, -2.5, 3], "float32"), None),
]:  # fmt: skip
    write(file, npy(np.asanyarray(array), version))
    expect(file, array, "float32")

# NPZ: stored, deflated, and as a stream (sizes behind the data).
members = {"x": cube, "labels": np.array([3, 1, 2], "int64"), "block/weight": np.full((2, 2), -0.5, "float64")}


def zipped(method, stream):
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, array in members.items():
            # As numpy.savez does it: always with ZIP64 fields, always the same time.
            with archive.open(zipfile.ZipInfo(name + ".npy"), "w", force_zip64=True) as member:
                member.write(npy(array))
        for info in archive.infolist():
            assert info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Unseekable(io.RawIOBase):
    def __init__(self):
        self.data = bytearray()

    def writable(self):
        return True

    def write(self, data):
        self.data += bytes(data)
        return len(data)


def deflated(stream):
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in members.items():
            info = zipfile.ZipInfo(name + ".npy")
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, npy(array))


stream = io.BytesIO()
zipped(zipfile.ZIP_STORED, stream)
write("stored.npz", stream.getvalue())
stream = io.BytesIO()
deflated(stream)
write("deflated.npz", stream.getvalue())
stream = Unseekable()
deflated(stream)
write("streamed.npz", bytes(stream.data))


def zip64(member, content):
    """The same archive with every size, count and place in its ZIP64 form only."""
    name = member.encode()
    packed = content
    checksum, all_ones = zlib.crc32(content), 0xFFFFFFFF
    fields = struct.pack("<HHQQ", 1, 16, len(content), len(packed))
    local = struct.pack("<IHHHHHIIIHH", 0x04034B50, 45, 0, 0, 0, 33, checksum, all_ones, all_ones, len(name), 20)
    local += name + fields + packed
    fields = struct.pack("<HHQQQ", 1, 24, len(content), len(packed), 0)
    entry = struct.pack(
        "<IHHHHHHIIIHHHHHII", 0x02014B50, 45, 45, 0, 0, 0, 33, checksum, all_ones, all_ones, len(name), 28, 0, 0, 0, 0,
        all_ones)  # fmt: skip
    entry += name + fields
    end64 = struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, 1, 1, len(entry), len(local))
    locator = struct.pack("<IIQI", 0x07064B50, 0, len(local) + len(entry), 1)
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 0xFFFF, 0xFFFF, all_ones, all_ones, 0)
    return local + entry + end64 + locator + end


write("zip64.npz", zip64("x.npy", npy(cube)))
for file in ["stored.npz", "deflated.npz", "streamed.npz", "zip64.npz"]:
    with np.load(FOLDER / file) as archive:
        for name in archive.files:
            assert (archive[name] == members[name]).all()
            expect(f"{file}({name})", members[name], members[name].dtype.name)

# safetensors: by the package itself.
tensors = {name: np.ascontiguousarray(values.astype(name)) for name, values in samples.items()}
tensors["scalar"] = np.array(2.5, "float32")
tensors["none"] = np.zeros((0, 3), "float32")
write("types.safetensors", safe_numpy.save(tensors, {"note": 'quote " and 日本'}))
for name, array in sorted(safe_numpy.load((FOLDER / "types.safetensors").read_bytes()).items()):
    expect(f"types.safetensors({name})", array, array.dtype.name)
brain = torch.tensor([1.0, -2.5, 3.3895313892515355e38]).to(torch.bfloat16)
write("bfloat16.safetensors", safe_torch.save({"w": brain}))
expect("bfloat16.safetensors(w)", brain.to(torch.float64).numpy(), "bfloat16")
plain = {"conv.weight": cube, "conv.bias": np.array([0.5, -1.5], "float32")}
write("plain.safetensors", safe_numpy.save(plain))
for name in sorted(plain):
    expect(f"plain.safetensors({name})", plain[name], "float32")

# A model's state by PyTorch, in both formats, and what it computes. Its counter of batches is no number of the model's.
torch.manual_seed(5)
model = torch.nn.Sequential(
    torch.nn.Conv2d(2, 4, 3), torch.nn.BatchNorm2d(4), torch.nn.ReLU(), torch.nn.Flatten(), torch.nn.Linear(80, 3))  # fmt: skip
for _ in range(3):
    model(torch.randn(8, 2, 6, 7) * 2 + 1)
model.eval()
state = {name: tensor.detach().clone() for name, tensor in model.state_dict().items()}
write("model.safetensors", safe_torch.save(state))
x = torch.randn(2, 2, 6, 7)
for name, arrays in [
    ("model.npz", {name: tensor.numpy() for name, tensor in state.items()}),
    ("model-vectors.npz", {"x": x.numpy(), "y": model.double()(x.double()).detach().numpy()}),
]:
    stream = io.BytesIO()
    np.savez(stream, **arrays)
    write(name, stream.getvalue())

# PNG: every colour type and depth, plain and interlaced, with each filter in turn; palettes and transparency.
WIDTH, HEIGHT = 11, 9
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}


def pixels(depth, channels, limit=None):
    top = limit or (1 << depth)
    y, x, c = np.mgrid[0:HEIGHT, 0:WIDTH, 0:channels]
    return (x * 37 + y * 59 + c * 83 + x * y * 7 * (1 if depth < 16 else 613)) % top


def filtered(rows, step):
    result, previous = b"", bytes(len(rows[0]))
    for number, row in enumerate(rows):
        kind = (number + 4) % 5
        out = bytearray([kind])
        for i, value in enumerate(row):
            a = row[i - step] if i >= step else 0
            b = previous[i]
            c = previous[i - step] if i >= step else 0
            p = a + b - c
            paeth = min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]
            out.append((value - [0, a, b, (a + b) // 2, paeth][kind]) % 256)
        result, previous = result + bytes(out), row
    return result


def packed(row, depth):
    if depth == 16:
        return row.astype(">u2").tobytes()
    if depth == 8:
        return row.astype("u1").tobytes()
    bits = "".join(format(v, f"0{depth}b") for v in row.ravel().tolist())
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[i : i + 8], 2) for i in range(0, len(bits), 8))


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(image, kind, depth, interlaced, extra=b""):
    step = max(1, CHANNELS[kind] * depth // 8)
    passes = [(0, 0, 1, 1)]
    if interlaced:
        passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
    data = b""
    for x, y, dx, dy in passes:
        part = image[y::dy, x::dx]
        if part.size:
            data += filtered([packed(row, depth) for row in part], step)
    data = zlib.compress(data)
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, depth, kind, 0, 0, int(interlaced))
    half = len(data) // 2
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"tEXt", b"Title\0test") + extra
        + chunk(b"IDAT", data[:half]) + chunk(b"IDAT", data[half:]) + chunk(b"IEND", b"")
    )  # fmt: skip


def check(name, image, depth):
    """Others read the same: Pillow what it can, libpng (through torchvision) the rest."""
    data = torch.frombuffer(bytearray((FOLDER / name).read_bytes()), dtype=torch.uint8)
    seen = decode_image(data, ImageReadMode.UNCHANGED).to(torch.int64).numpy()
    wanted = image.transpose(2, 0, 1)
    if depth < 8:
        wanted = wanted * (255 // ((1 << depth) - 1))
    assert seen.shape == wanted.shape and (seen == wanted).all(), name


for kind, depths in [(0, [1, 2, 4, 8, 16]), (2, [8, 16]), (4, [8, 16]), (6, [8, 16])]:
    for depth in depths:
        image = pixels(depth, CHANNELS[kind])
        for interlaced in [False, True]:
            name = f"type{kind}-{depth}{'-interlaced' if interlaced else ''}.png"
            write(name, png(image, kind, depth, interlaced))
            check(name, image, depth)
            expect(name, image.transpose(2, 0, 1), f"max{(1 << depth) - 1}")
palette = np.array([[i * 16 % 256, 255 - i * 13, i * i % 256] for i in range(16)])
alphas = np.array([0, 64, 200])
for depth in [1, 2, 4, 8]:
    count = min(16, 1 << depth)
    index = pixels(depth, 1, count)
    colours = chunk(b"PLTE", palette[:count].astype("u1").tobytes())
    image = palette[index[..., 0]]
    name = f"type3-{depth}.png"
    write(name, png(index, 3, depth, depth == 4, colours))
    assert (np.array(Image.open(FOLDER / name).convert("RGB")) == image).all(), name
    expect(name, image.transpose(2, 0, 1), "max255")
    some = np.concatenate([alphas[: min(3, count)], np.full(16, 255)])[:count]
    image = np.concatenate([image, some[index]], axis=2)
    name = f"type3-{depth}-alpha.png"
    write(name, png(index, 3, depth, False, colours + chunk(b"tRNS", alphas[: min(3, count)].astype("u1").tobytes())))
    seen = np.array(Image.open(FOLDER / name).convert("RGBA"))
    assert (seen == image).all(), name
    expect(name, image.transpose(2, 0, 1), "max255")
for kind, depth in [(0, 2), (0, 8), (0, 16), (2, 8), (2, 16)]:
    image = pixels(depth, CHANNELS[kind])
    key = image[3, 4]
    name = f"type{kind}-{depth}-key.png"
    write(name, png(image, kind, depth, False, chunk(b"tRNS", key.astype(">u2").tobytes())))
    alpha = np.where((image == key).all(axis=2, keepdims=True), 0, (1 << depth) - 1)
    assert (alpha == 0).any() and (alpha > 0).any()
    image = np.concatenate([image, alpha], axis=2)
    if depth == 8:
        assert (np.array(Image.open(FOLDER / name).convert("LA" if kind == 0 else "RGBA")) == image).all(), name
    expect(name, image.transpose(2, 0, 1), f"max{(1 << depth) - 1}")
colour = pixels(8, 3)
write("pillow.png", (lambda s: (Image.fromarray(colour.astype("u1")).save(s, "PNG"), s.getvalue())[1])(io.BytesIO()))
expect("pillow.png", colour.transpose(2, 0, 1), "max255")
gray = np.array(Image.fromarray(colour.astype("u1")).convert("L"))
expect("pillow.png(gray)", gray[None], "max255")

# PNM: text and binary, one and two bytes a sample, comments.
bits = pixels(1, 1)[..., 0]


def text(rows):
    return "\n".join(" ".join(map(str, np.ravel(row))) for row in rows).encode()


size = f"{WIDTH} {HEIGHT}".encode()
for name, data, image, top in [
    ("bits.pbm", b"P1\n# a comment\n" + size + b"\n" + text(1 - bits), bits[..., None], 1),
    ("dense.pbm", b"P1 " + size + b"\n" + text(1 - bits).replace(b" ", b""), bits[..., None], 1),
    ("binary.pbm", b"P4\n" + size + b"\n" + np.packbits(1 - bits, axis=1).tobytes(), bits[..., None], 1),
    ("text.pgm", b"P2 # grey\n" + size + b" 200\n" + text(pixels(8, 1, 201)), pixels(8, 1, 201), 200),
    ("binary.pgm", b"P5\n" + size + b"\n255\n" + pixels(8, 1).astype("u1").tobytes(), pixels(8, 1), 255),
    ("wide.pgm", b"P5\n" + size + b"\n#\n65535\n" + pixels(16, 1).astype(">u2").tobytes(), pixels(16, 1), 65535),
    ("text.ppm", b"P3\n" + size + b"\n255\n" + text(colour), colour, 255),
    ("binary.ppm", b"P6\n" + size + b"\n255\n" + colour.astype("u1").tobytes(), colour, 255),
    ("wide.ppm", b"P6\n" + size + b"\n1000\n" + pixels(16, 3, 1001).astype(">u2").tobytes(), pixels(16, 3, 1001), 1000),
]:
    write(name, data)
    expect(name, image.transpose(2, 0, 1), f"max{top}")
    if top in (1, 255):
        seen = np.array(Image.open(FOLDER / name)).reshape(image.shape).astype(int)
        assert (seen == image * (1 if seen.max() < 2 or top == 255 else 255)).all(), name

# IDX and CIFAR, from their descriptions.
codes = {"uint8": 8, "int8": 9, "int16": 11, "int32": 12, "float32": 13, "float64": 14}
for name, code in codes.items():
    array = samples[name].astype(name)
    write(f"{name}.idx", bytes([0, 0, code, 2]) + struct.pack(">II", 2, 3) + array.astype(array.dtype.newbyteorder(">")).tobytes())
    expect(f"{name}.idx", array, name)
digits = (np.arange(3 * 28 * 28) * 7 % 256).reshape(3, 28, 28)
write("digits.idx.gz", gzip.compress(bytes([0, 0, 8, 3]) + struct.pack(">III", 3, 28, 28) + digits.astype("u1").tobytes(), mtime=0))
expect("digits.idx.gz", digits, "uint8")
images = (np.arange(3 * 3072) * 11 % 256).reshape(3, 3072).astype("u1")
write("cifar10.bin", b"".join(bytes([label]) + row.tobytes() for label, row in zip([3, 8, 0], images)))
write("cifar100.bin", b"".join(bytes([c, f]) + row.tobytes() for c, f, row in zip([19, 0, 7], [99, 49, 0], images)))

(FOLDER / "expected.txt").write_text("# file, type, shape, values\n" + "\n".join(expected) + "\n")
