package dev.patchbay.processor;

import dev.patchbay.api.Contributions;
import dev.patchbay.api.PluginContext;
import java.util.ArrayList;
import java.util.List;

/** A context that writes down what the plugin tells it. */
final class FakeContext implements PluginContext {
    final List<String> told = new ArrayList<>();

    @Override
    public String instance() {
        return "test";
    }

    @Override
    public void publish(Contributions contributions) {
        told.add("publish " + contributions.tools().size());
    }

    @Override
    public void resourceUpdated(String uri) {
        told.add("updated " + uri);
    }

    @Override
    public void resourceListChanged() {
        told.add("list changed");
    }
}
