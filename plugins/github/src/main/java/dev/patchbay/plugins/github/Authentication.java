package dev.patchbay.plugins.github;

import dev.patchbay.api.Schema;

/** How the plugin shows GitHub who it is. */
public enum Authentication {
    /** A personal access token, classic or fine-grained. */
    @Schema(name = "token")
    TOKEN,
    /** An installation of a GitHub App. */
    @Schema(name = "app")
    APP,
    /** Not at all: public things only, 60 requests an hour. */
    @Schema(name = "none")
    NONE
}
