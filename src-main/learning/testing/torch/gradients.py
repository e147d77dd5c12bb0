"""Writes gradients.json: a small LSTM and BLSTM with embedded ports, by PyTorch in float64.

    /usr/bin/python3 src-main/learning/testing/torch/gradients.py     (Debian: python3-torch)

Weights are written in the order of ONNX: [inputs, 4 x hidden], gates i, o, f, c; PyTorch has [4 x hidden,
inputs], gates i, f, g, o, and two biases whose gradients are alike.
"""
import json, pathlib, torch

torch.manual_seed(5)
torch.set_default_dtype(torch.float64)
T, B, F, P, E, H, C, STEPS, RATE = 5, 3, 2, 6, 2, 3, 4, 3, 0.01
ORDER = [0, 3, 1, 2]


def gates(w):
    return torch.cat([w.chunk(4, 0)[i] for i in ORDER], 0)


def single(x):
    """Numbers that float32 holds exactly, so that both sides begin alike."""
    return x.float().double()


def case(directions):
    lstm = torch.nn.LSTM(F + E, H, bidirectional=directions == 2)
    layer, table = torch.nn.Linear(directions * H, C), torch.nn.Embedding(P, E)
    parts = [lstm, layer, table]
    for p in [p for part in parts for p in part.parameters()]:
        p.data = single(torch.randn(p.shape) * 0.7)
    for name, p in lstm.named_parameters():
        if name.startswith("bias_hh"):
            p.data.zero_()
    x, ports = single(torch.rand(T, B, F)), torch.randint(0, P, (T, B))
    labels, weights = torch.randint(0, C, (T * B,)), single(torch.rand(T * B))
    weights[4] = 0
    mask = torch.randint(0, 2, (T, B, directions * H))

    def loss(kept):
        y = torch.relu(lstm(torch.cat([table(ports), x], 2))[0]) * kept
        each = torch.nn.functional.cross_entropy(layer(y).reshape(T * B, C), labels, reduction="none")
        return (each * weights).sum() / weights.sum()

    def flat(of):
        out = []
        for end in ["", "_reverse"][:directions]:
            out += [gates(of(getattr(lstm, f"weight_{k}_l0{end}"))).T for k in ("ih", "hh")]
            out += [gates(of(getattr(lstm, f"bias_ih_l0{end}")))]
        return torch.cat([v.reshape(-1) for v in out + [of(layer.weight).T, of(layer.bias)]]).tolist()

    value = loss(mask * 2)
    value.backward()
    gradient = lambda p: p.grad
    result = {
        "directions": directions, "window": T, "batch": B, "columns": F, "ports": P, "embedding": E,
        "hidden": H, "classes": C, "features": x.reshape(-1).tolist(),
        "portRows": ports.reshape(-1).tolist(), "labels": labels.tolist(), "weights": weights.tolist(),
        "mask": mask.reshape(-1).tolist(), "parameters": flat(lambda p: p.data),
        "table": table.weight.data.reshape(-1).tolist(), "loss": value.item(),
        "gradients": flat(gradient), "tableGradients": table.weight.grad.reshape(-1).tolist(),
    }
    # Nothing is left out in these steps. The second bias stays as it is: ours has one.
    learned = [p for part in parts for n, p in part.named_parameters() if not n.startswith("bias_hh")]
    adam = torch.optim.Adam(learned, RATE)
    for _ in range(STEPS):
        adam.zero_grad()
        loss(1).backward()
        adam.step()
    after = {"steps": STEPS, "rate": RATE, "parameters": flat(lambda p: p.data)}
    return {**result, "after": {**after, "table": table.weight.data.reshape(-1).tolist()}}


path = pathlib.Path(__file__).with_name("gradients.json")
path.write_text(json.dumps([case(1), case(2)]) + "\n")
