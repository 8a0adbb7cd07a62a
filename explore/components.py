"""Our own Streamlit components: folders of files in this package, served as they stand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

_PACKAGE = "dramatis"


def component(name: str, folder: str | None = None, script: str = "index.js") -> Any:
    """The component whose `script` and style.css lie in the folder NAME_assets, or in that of another component.

    Streamlit finds such folders by scanning installed packages for a pyproject.toml; Dramatis runs from its folder
    without being installed, so the same declaration is made to the running server here.
    """
    full_name = f"{_PACKAGE}.{name}"
    registry = get_bidi_component_manager()
    if registry.get_component_asset_root(full_name) is None:
        manifest = ComponentManifest(_PACKAGE, "0", [ComponentConfig(name, f"{folder or name}_assets")])
        registry.register_from_manifest(manifest, Path(__file__).parent)
    return st.components.v2.component(full_name, css="style.css", js=script)
