"""The script with which a browser draws charts: Vega with its interpreter, from the renderer.

Run as a program it writes the script as JSON (see `render`). It comes out of the installed drawing
library, so that nothing is fetched.
"""

from __future__ import annotations

import json
import sys
from importlib.metadata import version

import vl_convert

_ABOUT = f"""/* Vega, Vega-Lite and Vega-Embed: (c) University of Washington Interactive Data Lab
   and contributors, BSD 3-Clause licence. With D3: (c) Mike Bostock, ISC licence.
   As bundled by vl-convert {version("vl-convert-python")}. */
"""

if __name__ == "__main__":
    json.dump(_ABOUT + vl_convert.javascript_bundle("export default vegaEmbed;"), sys.stdout)
