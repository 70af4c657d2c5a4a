package dev.patchbay.server.running;

import dev.patchbay.host.HostReport;
import dev.patchbay.host.InstanceReport;
import dev.patchbay.host.PluginReport;
import dev.patchbay.host.loader.LoaderLeak;
import dev.patchbay.host.runtime.LostCall;
import dev.patchbay.server.running.ServerStatus.Instance;
import dev.patchbay.server.running.ServerStatus.Jar;
import dev.patchbay.server.running.ServerStatus.Leak;
import dev.patchbay.server.running.ServerStatus.PluginStatus;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What the plugin host reports, in the words of the status. */
final class HostStatus {
    private static final Pattern HOST_FRAME = Pattern.compile("dev\\.patchbay\\.(invocation|host)\\.");
    private static final int SHOWN_FRAMES = 12;

    private HostStatus() {}

    static PluginStatus of(HostReport report) {
        return new PluginStatus(report.plugins().stream().map(HostStatus::of).toList(),
                report.instances().stream().map(HostStatus::of).toList(),
                report.leaks().stream().map(HostStatus::of).toList());
    }

    private static Jar of(PluginReport plugin) {
        return new Jar(plugin.file(), word(plugin.state()), plugin.cause(), plugin.id(), plugin.version(),
                plugin.hash(), plugin.description(), plugin.grants().stream().map(Object::toString).toList(),
                plugin.warnings());
    }

    private static Instance of(InstanceReport instance) {
        List<String> lost = instance.pool().stream().flatMap(pool -> pool.lost().stream()).map(HostStatus::text)
                .toList();
        return new Instance(instance.name(), instance.pluginId(), instance.version(), word(instance.state()),
                instance.cause(), instance.tools(), instance.prompts(), instance.schemes(), lost,
                instance.warnings());
    }

    private static String text(LostCall call) {
        return call.label() + " on thread " + call.thread() + (call.spinning() ? ", spinning" : ", blocked") + " since "
                + call.since() + stack(call);
    }

    /** The innermost frame is mostly one of the JDK and says little; those of the plugin come after it. */
    private static String stack(LostCall call) {
        List<String> frames = call.stack().stream().takeWhile(frame -> !HOST_FRAME.matcher(frame).find())
                .limit(SHOWN_FRAMES).toList();
        return frames.isEmpty() ? "" : " at " + String.join(", called by ", frames);
    }

    private static Leak of(LoaderLeak leak) {
        return new Leak(leak.instance(), leak.version(), leak.closedAt().toString(),
                leak.threads().stream().map(LoaderLeak.HoldingThread::name).toList());
    }

    private static String word(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
