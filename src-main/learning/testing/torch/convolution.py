"""Writes convolution.json: the detector's and the counter's network with few bins, by PyTorch in float64.

    /usr/bin/python3 src-main/learning/testing/torch/convolution.py     (Debian: python3-torch)

The file holds no weights, they would be long: both sides fill the flat list with value(i) below, which float32
holds exactly. Weights are [kernel x inputs, outputs], the kernel's steps one after the other; PyTorch has
[outputs, inputs, kernel]. Gradients: the sum and the sum of squares of each layer's, and every 97th of all.
"""
import json, pathlib, torch

torch.set_default_dtype(torch.float64)
BATCH, BINS, CHANNELS, STEPS, RATE = 3, 70, 2, 3, 0.01
LAYERS = [(7, 32), (5, 64), (3, 128)]


def noise(i):
    """In [-1, 1), a multiple of 1 / 32768."""
    return ((i * 40503 + 2531) * (i % 89 + 7) // 8 % 65536) / 32768 - 1


def shapes(outputs):
    inputs, bins, out = CHANNELS, BINS, []
    for kernel, width in LAYERS:
        out += [[kernel * inputs, width], [width]]
        inputs, bins = width, bins // 4
    return out + [[bins * inputs, 64], [64], [64, outputs], [outputs]]


def case(head):
    outputs = 1 if head == "number" else 2
    sizes = [torch.Size(s).numel() for s in shapes(outputs)]
    flat = torch.tensor([noise(i) / 8 for i in range(sum(sizes))])
    parts = [p.reshape(s) for p, s in zip(flat.split(sizes), shapes(outputs))]
    parts = [p.clone().requires_grad_() for p in parts]
    features = [max(0, noise(7 * i + 3)) for i in range(BATCH * BINS * CHANNELS)]
    x = torch.tensor(features).reshape(BATCH, BINS, CHANNELS)
    labels = [2.0, 0.0, 3.0] if head == "number" else [1, 0, 1]
    weights = torch.tensor([1.0, 0.5, 0.25])
    mask = torch.tensor([int(noise(i + 9) > 0) for i in range(BATCH * 64)]).reshape(BATCH, 64)

    def loss(kept):
        y = x.transpose(1, 2)
        for layer, (kernel, width) in enumerate(LAYERS):
            w = parts[2 * layer].reshape(kernel, -1, width).permute(2, 1, 0)
            y = torch.conv1d(y, w, parts[2 * layer + 1], padding=kernel // 2)
            y = torch.max_pool1d(torch.relu(y), 4)
        y = torch.relu(y.transpose(1, 2).reshape(BATCH, -1) @ parts[6] + parts[7]) * kept
        y = y @ parts[8] + parts[9]
        if head == "number":
            y = torch.relu(y[:, 0])
            return y, ((y - torch.tensor(labels)) ** 2 * weights).sum() / weights.sum()
        each = torch.nn.functional.cross_entropy(y, torch.tensor(labels), reduction="none")
        return y, (each * weights).sum() / weights.sum()

    found, value = loss(mask * 2)
    value.backward()
    all_of = torch.cat([p.grad.reshape(-1) for p in parts])
    result = {
        "head": head, "batch": BATCH, "bins": BINS, "channels": CHANNELS, "labels": labels,
        "weights": weights.tolist(), "found": found.reshape(-1).tolist(), "loss": value.item(),
        "sums": [p.grad.sum().item() for p in parts],
        "squares": [(p.grad ** 2).sum().item() for p in parts],
        "gradients": all_of[::97].tolist(),
    }
    # Nothing is left out in these steps.
    adam = torch.optim.Adam(parts, RATE)
    for _ in range(STEPS):
        adam.zero_grad()
        loss(1)[1].backward()
        adam.step()
    after = torch.cat([p.detach().reshape(-1) for p in parts])[::97].tolist()
    return {**result, "after": {"steps": STEPS, "rate": RATE, "parameters": after}}


path = pathlib.Path(__file__).with_name("convolution.json")
path.write_text(json.dumps([case("classes"), case("number")]) + "\n")
