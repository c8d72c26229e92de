"""Writes the golden file of attention, squeeze-and-excitation, patch embedding and encoder block. See README.md beside this file."""

import torch
import torch.nn.functional as F
from torchvision.ops import SqueezeExcitation

from make_golden import Writer, decimals


def randomise(module, generator):
    """The module in double precision, with short random numbers for parameters."""
    module.double()
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.copy_(0.5 * decimals(generator, *parameter.shape))
    return module


def finish(writer, generator, output, inputs, module=None):
    gradient = decimals(generator, *output.shape)
    output.backward(gradient)
    writer.tensor("output", output)
    writer.tensor("gradient", gradient)
    for name, tensor in inputs.items():
        writer.tensor(name, tensor)
        writer.tensor(name + "Gradient", tensor.grad)
    for name, parameter in module.named_parameters() if module else []:
        writer.tensor(name, parameter)
        writer.tensor(name + "Gradient", parameter.grad)


def write_products(writer, generator):
    cases = [
        ((), 1, 1, 1, 1, "none", None),
        ((), 3, 5, 4, 2, "none", None),
        ((2,), 4, 4, 3, 3, "causal", None),
        ((2,), 2, 5, 3, 3, "causal", None),
        ((2, 3), 3, 4, 2, 5, "none", 0.7),
        ((2,), 3, 4, 5, 2, "allowing:3,4", None),
        ((2, 2), 3, 4, 2, 2, "allowing:2,1,1,4", None),
        ((2,), 3, 4, 2, 2, "adding:3,4", None),
        ((2, 2), 3, 4, 2, 3, "adding:2,1,4", 1.0),
        ((3,), 2, 4, 2, 3, "nothing:2,4", None),
        ((0, 2), 3, 4, 2, 3, "none", None),
    ]
    for lead, queries, keys, width, value_width, mask_text, scale in cases:
        q = decimals(generator, *lead, queries, width).requires_grad_()
        k = decimals(generator, *lead, keys, width).requires_grad_()
        v = decimals(generator, *lead, keys, value_width).requires_grad_()
        kind, _, text = mask_text.partition(":")
        shape = [int(word) for word in text.split(",")] if text else []
        mask = None
        if kind == "adding":
            mask = decimals(generator, *shape)
            mask.flatten()[1] = -torch.inf
            mask.requires_grad_()
        elif kind == "allowing":
            mask = torch.rand(shape, generator=generator) < 0.6
            mask[..., 0] = True
        elif kind == "nothing":
            mask = torch.tensor([[True, False, True, True], [False] * 4])
        output = F.scaled_dot_product_attention(q, k, v, mask, is_causal=kind == "causal", scale=scale)
        writer.case("sdpa", mask="allowing" if kind == "nothing" else kind, scale=scale or 0)
        if mask is not None:
            writer.tensor("mask", mask)
        inputs = {"query": q, "key": k, "value": v}
        finish(writer, generator, output, inputs)
        if kind == "adding":
            writer.tensor("maskGradient", mask.grad)


def write_heads(writer, generator):
    cases = [
        (1, 1, 1, 1, 1, True, "self", None, False),
        (2, 4, 4, 6, 2, True, "self", None, False),
        (2, 4, 4, 6, 3, False, "self", None, False),
        (2, 3, 5, 4, 2, True, "cross", None, False),
        (2, 4, 4, 4, 4, True, "self", "blocking", False),
        (2, 3, 4, 4, 2, True, "cross", "adding", False),
        (2, 3, 4, 4, 2, True, "cross", None, True),
        (2, 4, 4, 4, 2, True, "self", "blocking", True),
    ]
    for batch, queries, keys, width, heads, bias, kind, mask_kind, padding in cases:
        module = randomise(torch.nn.MultiheadAttention(width, heads, bias=bias, batch_first=True), generator)
        query = decimals(generator, batch, queries, width).requires_grad_()
        inputs = {"query": query}
        if kind == "cross":
            inputs["key"] = decimals(generator, batch, keys, width).requires_grad_()
            inputs["value"] = decimals(generator, batch, keys, width).requires_grad_()
        mask, padding_mask = None, None
        if mask_kind == "blocking":
            mask = torch.triu(torch.ones(queries, keys, dtype=torch.bool), 1)
        elif mask_kind == "adding":
            mask = decimals(generator, queries, keys)
        if padding:
            padding_mask = torch.zeros(batch, keys, dtype=torch.bool)
            padding_mask[-1, -1] = True
        output, weights = module(
            query, inputs.get("key", query), inputs.get("value", query), attn_mask=mask,
            key_padding_mask=padding_mask, need_weights=True, average_attn_weights=False)
        writer.case("mha", heads=heads, mask=mask_kind or "none")
        writer.tensor("weights", weights)
        if mask is not None:
            writer.tensor("mask", mask)
        if padding:
            writer.tensor("keyPaddingMask", padding_mask)
        finish(writer, generator, output, inputs, module)


def write_blocks(writer, generator):
    for shape, squeezed in [((1, 1, 1, 1), 1), ((2, 4, 3, 2), 2), ((2, 3, 2, 4), 5)]:
        module = randomise(SqueezeExcitation(shape[1], squeezed), generator)
        x = decimals(generator, *shape).requires_grad_()
        writer.case("squeezeExcitation")
        finish(writer, generator, module(x), {"input": x}, module)
    for shape, patch, width, has_class, has_position in [
        ((1, 1, 1, 1), (1, 1), 1, False, False),
        ((2, 3, 4, 6), (2, 2), 5, True, True),
        ((2, 2, 4, 6), (4, 3), 3, False, True),
        ((1, 2, 6, 4), (3, 4), 4, True, False),
    ]:
        x = decimals(generator, *shape).requires_grad_()
        weight = decimals(generator, width, shape[1], *patch).requires_grad_()
        bias = decimals(generator, width).requires_grad_()
        inputs = {"input": x, "weight": weight, "bias": bias}
        output = F.conv2d(x, weight, bias, stride=patch).flatten(2).transpose(1, 2)
        if has_class:
            inputs["classToken"] = decimals(generator, 1, 1, width).requires_grad_()
            output = torch.cat([inputs["classToken"].expand(shape[0], -1, -1), output], 1)
        if has_position:
            inputs["positionEmbedding"] = decimals(generator, 1, output.shape[1], width).requires_grad_()
            output = output + inputs["positionEmbedding"]
        writer.case("patchEmbedding")
        finish(writer, generator, output, inputs)
    for batch, length, width, heads, inner, causal in [(1, 1, 2, 1, 1, False), (2, 4, 6, 2, 5, False), (2, 3, 4, 4, 8, True)]:
        module = randomise(
            torch.nn.TransformerEncoderLayer(
                width, heads, inner, dropout=0, activation="gelu", batch_first=True, norm_first=True), generator)
        x = decimals(generator, batch, length, width).requires_grad_()
        mask = torch.triu(torch.ones(length, length, dtype=torch.bool), 1) if causal else None
        writer.case("encoderBlock", heads=heads, mask="causal" if causal else "none")
        finish(writer, generator, module(x, src_mask=mask), {"input": x}, module)


if __name__ == "__main__":
    writer = Writer("attention.txt", "attention, squeeze-and-excitation, patch embedding, encoder block; outputs and gradients")
    generator = torch.Generator().manual_seed(80)
    write_products(writer, generator)
    write_heads(writer, generator)
    write_blocks(writer, generator)
    writer.save()
