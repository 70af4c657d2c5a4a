package dev.patchbay.protocol;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a server offers. A feature that is null or false is not offered.
 *
 * @param tools offered if not null
 * @param resources offered if not null
 * @param prompts offered if not null
 * @param completions whether {@code completion/complete} is offered
 * @param logging whether log messages are sent (deprecated in 2026-07-28)
 * @param experimental by name
 * @param extensions settings by extension id; modern revisions only
 */
public record ServerCapabilities(@Nullable Tools tools, @Nullable Resources resources, @Nullable Prompts prompts,
        boolean completions, boolean logging, Map<String, Object> experimental, Map<String, Object> extensions) {
    public static final ServerCapabilities NONE = new ServerCapabilities(null, null, null, false, false, Map.of(),
            Map.of());

    /** Tools are offered; {@code listChanged} if their changes are told. */
    public record Tools(boolean listChanged) {}

    /** Resources are offered; whether single ones can be subscribed to and changes of the list are told. */
    public record Resources(boolean subscribe, boolean listChanged) {}

    /** Prompts are offered; {@code listChanged} if their changes are told. */
    public record Prompts(boolean listChanged) {}
}
