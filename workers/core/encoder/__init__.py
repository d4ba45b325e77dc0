"""The small encoders: words to word pieces, an ONNX model run over them, labels out of its scores.

Shared by the steps that read with a model and by `training`, which makes the models: both must cut words alike.
"""
