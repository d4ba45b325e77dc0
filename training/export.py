"""The network as ONNX: fp32, and int8 weights with dynamic activations, a scale for each output channel."""

import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from training.network import Network


def fp32(network: Network, path: Path) -> None:
    """Write `network` to `path`; sequences and pieces may be of any number."""
    network.eval()
    example = tuple(torch.ones((2, 8), dtype=torch.int64) for _ in range(3))
    axes = {0: "sequences", 1: "pieces"}
    torch.onnx.export(
        network,
        example,
        str(path),
        input_names=["ids", "mask", "marks"],
        output_names=["scores"],
        dynamic_axes=dict.fromkeys(("ids", "mask", "marks", "scores"), axes),
        opset_version=17,
        dynamo=False,
    )


def int8(full: Path, path: Path) -> None:
    """Quantise the model at `full` to `path`."""
    with tempfile.TemporaryDirectory() as folder:
        prepared = Path(folder) / "prepared.onnx"
        quant_pre_process(str(full), str(prepared), skip_symbolic_shape=True)
        quantize_dynamic(
            str(prepared),
            str(path),
            per_channel=True,
            reduce_range=False,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gather", "Attention"],
        )
