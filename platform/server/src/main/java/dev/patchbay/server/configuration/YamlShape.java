package dev.patchbay.server.configuration;

import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Refuses what YAML allows and a configuration does not need: keys twice, keys that are no text, anchors. */
final class YamlShape {
    private static final int MAX_DEPTH = 50;

    private final BiConsumer<Node, String> problems;
    private boolean strict = true;

    YamlShape(BiConsumer<Node, String> problems) {
        this.problems = problems;
    }

    /** Returns whether the tree can be walked; a key that stands twice is told and does not hinder that. */
    boolean isStrict(Node root) {
        walk(root, 0);
        return strict;
    }

    private void walk(Node node, int depth) {
        if (node.getAnchor().isPresent()) {
            refuse(node, "anchors (&name) are not supported; write the value where it is needed");
        } else if (depth > MAX_DEPTH) {
            refuse(node, "this nests deeper than " + MAX_DEPTH + " levels");
        } else if (node instanceof SequenceNode list) {
            list.getValue().forEach(entry -> walk(entry, depth + 1));
        } else if (node instanceof MappingNode mapping) {
            Set<String> keys = new HashSet<>();
            for (NodeTuple tuple : mapping.getValue()) {
                if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                    refuse(tuple.getKeyNode(), "a key must be a text");
                } else if (!keys.add(key.getValue())) {
                    problems.accept(key, "'" + key.getValue() + "' stands twice");
                }
                walk(tuple.getValueNode(), depth + 1);
            }
        }
    }

    private void refuse(Node node, String message) {
        strict = false;
        problems.accept(node, message);
    }
}
