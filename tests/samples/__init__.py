"""The bundled samples against their answer sheet."""
