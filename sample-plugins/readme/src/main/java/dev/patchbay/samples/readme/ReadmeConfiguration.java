package dev.patchbay.samples.readme;

import dev.patchbay.api.Description;
import dev.patchbay.api.Schema;

/**
 * Where to look.
 *
 * @param url the API of GitHub, or of a server of one's own, which then has to be granted too
 */
public record ReadmeConfiguration(
        @Description("The API's address") @Schema(defaultValue = "https://api.github.com") String url) {}
