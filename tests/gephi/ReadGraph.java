// What Gephi finds in files, by its own toolkit: one line a file, actor and tie, its values separated by tabs and coded
// as in an address.

import java.io.File;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.gephi.graph.api.Edge;
import org.gephi.graph.api.Element;
import org.gephi.graph.api.Graph;
import org.gephi.graph.api.GraphController;
import org.gephi.graph.api.Interval;
import org.gephi.graph.api.Node;
import org.gephi.io.importer.api.Container;
import org.gephi.io.importer.api.EdgeMergeStrategy;
import org.gephi.io.importer.api.ImportController;
import org.gephi.io.processor.plugin.DefaultProcessor;
import org.gephi.project.api.ProjectController;
import org.gephi.project.api.Workspace;
import org.openide.util.Lookup;

public class ReadGraph {
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    public static void main(String[] names) throws Exception {
        ProjectController projects = Lookup.getDefault().lookup(ProjectController.class);
        ImportController importer = Lookup.getDefault().lookup(ImportController.class);
        for (String name : names) {
            projects.newProject();
            Workspace workspace = projects.getCurrentWorkspace();
            Container found = importer.importFile(new File(name));
            found.getLoader().setEdgesMergeStrategy(EdgeMergeStrategy.NO_MERGE);
            importer.process(found, new DefaultProcessor(), workspace);
            print("file", name, found.getReport().getText());
            Graph graph = Lookup.getDefault().lookup(GraphController.class).getGraphModel(workspace).getGraph();
            for (Node node : graph.getNodes()) {
                print("node", node.getId(), node.getLabel(), start(node), end(node));
            }
            for (Edge edge : graph.getEdges()) {
                print("edge", edge.getSource().getId(), edge.getTarget().getId(), edge.getLabel(), edge.getWeight(),
                    start(edge), end(edge));
            }
        }
        System.exit(0); // Gephi's threads would stay
    }

    private static Object start(Element element) {
        Interval bounds = element.getTimeBounds();
        return bounds == null ? null : (long) bounds.getLow();
    }

    private static Object end(Element element) {
        Interval bounds = element.getTimeBounds();
        return bounds == null ? null : (long) bounds.getHigh();
    }

    private static void print(Object... values) {
        StringBuilder line = new StringBuilder();
        for (Object value : values) {
            line.append(line.length() == 0 ? "" : "\t");
            line.append(value == null ? "" : URLEncoder.encode(value.toString(), StandardCharsets.UTF_8));
        }
        OUT.println(line);
    }
}
