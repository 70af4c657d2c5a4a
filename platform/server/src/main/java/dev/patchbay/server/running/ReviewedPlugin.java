package dev.patchbay.server.running;

import dev.patchbay.admin.PluginDetail;
import dev.patchbay.admin.PluginDetail.Approved;
import dev.patchbay.admin.PluginDetail.Difference;
import dev.patchbay.admin.PluginDetail.Found;
import dev.patchbay.admin.PluginDetail.Proposed;
import dev.patchbay.admin.PluginDetail.Stopped;
import dev.patchbay.admin.PluginDetail.Waiting;
import dev.patchbay.admin.route.ApiJson;
import dev.patchbay.broker.Grant;
import dev.patchbay.broker.Grants;
import dev.patchbay.host.Approval;
import dev.patchbay.host.PluginReview;
import dev.patchbay.inspection.VisibleText;
import dev.patchbay.inspection.difference.Change;
import dev.patchbay.inspection.lint.Finding;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A review of a plugin in the words of the administration. Whatever comes from the plugin shows all its characters. */
final class ReviewedPlugin {
    private ReviewedPlugin() {}

    static Optional<PluginDetail> detail(PluginReview review) {
        boolean isKnown = !review.jars().isEmpty() || !review.approvals().isEmpty() || !review.rejections().isEmpty()
                || review.quarantine().isPresent()
                || review.instances().stream().anyMatch(each -> each.report().isPresent());
        return isKnown ? Optional.of(known(review)) : Optional.empty();
    }

    private static PluginDetail known(PluginReview review) {
        return new PluginDetail(review.pluginId(), review.jars().stream().map(ReviewedPlugin::jar).toList(),
                review.instances().stream().map(ReviewedPlugin::instance).toList(),
                review.approvals().stream().map(each -> new Approved(each.hash(), each.version(),
                        each.grants().map(all -> all.stream().sorted().toList()).orElse(null), each.by(),
                        each.second().orElse(null), each.at())).toList(),
                review.rejections().stream()
                        .map(each -> new Stopped(each.hash(), each.reason(), each.by(), each.at())).toList(),
                review.quarantine().map(each -> new Stopped(null, each.reason(), each.by(), each.at())).orElse(null),
                review.proposals().stream().map(each -> new Proposed(each.decision(), each.by(), each.at())).toList());
    }

    private static PluginDetail.Jar jar(PluginReview.Jar jar) {
        return new PluginDetail.Jar(jar.report().file(), jar.report().hash().orElse(""),
                jar.report().version().orElse(""), ApiJson.word(jar.report().state()),
                jar.report().cause().orElse(null), visible(jar.report().provider()),
                visible(jar.report().description()), jar.signature().text(), jar.requests(),
                jar.comparedWith().orElse(null),
                jar.changes().stream().map(ReviewedPlugin::change).toList(),
                jar.findings().stream().map(ReviewedPlugin::finding).toList());
    }

    private static @Nullable String visible(Optional<String> text) {
        return text.map(VisibleText::of).orElse(null);
    }

    private static Difference change(Change change) {
        return new Difference(change.subject(), change.where(), change.before().orElse(null),
                change.after().orElse(null));
    }

    private static Found finding(Finding finding) {
        return new Found(ApiJson.word(finding.severity()), finding.code(), finding.where(), finding.excerpt(),
                finding.text());
    }

    private static PluginDetail.Instance instance(PluginReview.Instance instance) {
        return new PluginDetail.Instance(instance.name(),
                instance.report().map(report -> ApiJson.word(report.state())).orElse(null),
                instance.report().flatMap(report -> report.version()).orElse(null), texts(instance.grants().given()),
                texts(instance.grants().withheld()), texts(instance.grants().added()),
                instance.waiting().stream().map(ReviewedPlugin::waiting).toList());
    }

    private static List<String> texts(Grants grants) {
        return grants.all().stream().map(Grant::text).toList();
    }

    private static Waiting waiting(PluginReview.Definition definition) {
        Approval.DefinitionRequest request = definition.held().request();
        return new Waiting(request.kind(), VisibleText.of(request.name()), request.hash(),
                definition.held().earlierServes(), definition.changes().stream().map(ReviewedPlugin::change).toList(),
                definition.findings().stream().map(ReviewedPlugin::finding).toList());
    }
}
