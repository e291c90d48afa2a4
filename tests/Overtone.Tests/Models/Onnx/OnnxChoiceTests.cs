using Overtone.Models;
using static Overtone.Tests.Models.Onnx.Drawn;
using static TorchSharp.torch;

namespace Overtone.Tests.Models.Onnx;

/// <summary>An If whose condition is the same for all images is computed as the branch that it chooses.</summary>
public class OnnxChoiceTests
{
    private static Tensor True => tensor(true);

    private static Tensor False => tensor(false);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_branch_reads_names_from_outside_and_has_weights_of_its_own(bool isTrue)
    {
        using var scope = NewDisposeScope();
        SampleGraph graph = Choice(new SampleGraph(17).Weight("c", isTrue ? True : False));
        RequireAgreement(graph, Values(1, [2, 3]));
    }

    [Fact]
    public void A_condition_may_follow_from_the_shape()
    {
        using var scope = NewDisposeScope();
        SampleGraph graph = Choice(new SampleGraph(17).Node("Shape", ["x"], ["shape"]).Weight("two", tensor(2L)).Weight("first", tensor(0L))
            .Node("Gather", ["shape", "first"], ["images"]).Node("Equal", ["images", "two"], ["c"]));
        RequireAgreement(graph, Values(1, [2, 3]));
        RequireAgreement(graph, Values(1, [4, 3]));
    }

    [Fact]
    public void A_branch_may_choose_again_and_names_may_return()
    {
        using var scope = NewDisposeScope();
        SampleGraph inner = new SampleGraph().Output("r").Node("Neg", ["doubled"], ["r"]),
            outer = new SampleGraph().Output("r2").Node("Mul", ["x", "two"], ["doubled"])
                .Node("If", ["c"], ["r2"], ("then_branch", inner), ("else_branch", Plain("doubled", "r3")));
        SampleGraph graph = new SampleGraph(17).Weight("c", True).Weight("two", tensor(2f)).Input("x", [2, 3]).Output("y")
            .Node("If", ["c"], ["a"], ("then_branch", outer), ("else_branch", Plain("x", "r4")))
            .Node("If", ["c"], ["b"], ("then_branch", outer), ("else_branch", Plain("x", "r4")))
            .Node("Add", ["a", "b"], ["y"]);
        using var folder = new TemporaryFolder();
        using var module = OnnxModule.Open(folder.Write("m.onnx", graph.Model()));
        Tensor input = Values(1, [2, 3]);
        Tensors.RequireNear(-4 * input, module.call(input), 1e-6);
    }

    [Fact]
    public void The_gradient_is_that_of_the_branch()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        using var module = OnnxModule.Open(folder.Write("m.onnx", Choice(new SampleGraph(17).Weight("c", True)).Model()));
        Tensor x = Values(1, [2, 3]).requires_grad_();
        module.call(x).sum().backward();
        Tensors.RequireNear(full_like(x, 3).detach(), x.grad!, 1e-6);
    }

    [Fact]
    public void A_condition_that_depends_on_the_images_is_refused()
    {
        using var scope = NewDisposeScope();
        SampleGraph graph = Choice(new SampleGraph(17).Node("ReduceMax", ["x"], ["m"], ("keepdims", 0)).Weight("zero", tensor(0f))
            .Node("Greater", ["m", "zero"], ["c"]));
        RequireFault(graph, "node \"node 3\" (If): found a condition that depends on the images, expected one that is the same for all "
            + "images");
    }

    [Theory]
    [InlineData("Loop")]
    [InlineData("Scan")]
    public void Loops_are_refused(string operation)
    {
        using var scope = NewDisposeScope();
        SampleGraph graph = new SampleGraph(17).Input("x", [2, 3]).Output("y")
            .Node(operation, ["x"], ["y"], ("body", Plain("x", "r")));
        RequireFault(graph, $"node \"the node\" ({operation}): found a graph inside the node, expected none, but in an If whose condition "
            + "is the same for all images");
    }

    [Fact]
    public void What_no_branch_can_compute_is_told_without_the_weights_and_what_one_can_is_not()
    {
        using var scope = NewDisposeScope();
        SampleGraph bad = new SampleGraph().Output("r").Node("NoSuch", ["x"], ["r"]), good = Plain("x", "r");
        SampleGraph Of(SampleGraph then, SampleGraph otherwise) => new SampleGraph(17).Input("x", [2, 3]).Output("y").Weight("c", True)
            .Node("If", ["c"], ["y"], ("then_branch", then), ("else_branch", otherwise));
        string? Fault(SampleGraph graph) => graph.InFile(file => OnnxModule.FaultOf(file));
        Assert.Null(Fault(Of(bad, good)));
        Assert.Null(Fault(Of(good, bad)));
        Assert.StartsWith("node \"the node\" (NoSuch): found operator NoSuch", Fault(Of(bad, bad)), StringComparison.Ordinal);
    }

    private static SampleGraph Choice(SampleGraph graph) => graph.Input("x", null).Output("y").Weight("outside", tensor(3f))
        .Node("If", ["c"], ["y"], ("then_branch", new SampleGraph().Output("r").Node("Mul", ["x", "outside"], ["r"])),
            ("else_branch", new SampleGraph().Output("r").Weight("own", tensor(5f)).Node("Sub", ["x", "own"], ["r"])));

    private static SampleGraph Plain(string input, string output) =>
        new SampleGraph().Output(output).Node("Identity", [input], [output]);

    private static void RequireAgreement(SampleGraph graph, Tensor input) => graph.InFile(file =>
    {
        Assert.Null(OnnxModule.FaultOf(file));
        using var module = OnnxModule.Open(file);
        Tensors.RequireNear(OnnxRuntime.Run(file, input)[0], module.call(input), 1e-6);
        return 0;
    });

    private static void RequireFault(SampleGraph graph, string sentence) => graph.InFile(file =>
    {
        Assert.Equal(sentence[..sentence.IndexOf(", expected", StringComparison.Ordinal)], OnnxModule.FaultOf(file));
        using var module = OnnxModule.Open(file);
        Assert.Equal($"{file}: {sentence}", Assert.Throws<ModelFormatException>(() => module.call(zeros(2, 3))).Message);
        return 0;
    });
}
