using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Tests.Models.Onnx;

/// <summary>
/// Each kind of graph that cannot be computed is refused in one sentence, with the node and its operator where there is one.
/// </summary>
public class OnnxDamageTests
{
    [Fact]
    public void A_circle() => RequireFault(
        Start().Node("Relu", ["x"], ["a"]).Node("Add", ["a", "c"], ["b"]).Node("Relu", ["b"], ["c"]).Node("Relu", ["c"], ["y"]),
        "node \"node 2\" (Add): found input \"c\", which depends on the node itself, expected a graph without cycles");

    [Fact]
    public void A_missing_weight() => RequireFault(
        Start().Node("Relu", ["late"], ["y"]).Node("Add", ["x", "w"], ["late"]),
        "node \"node 2\" (Add): found input \"w\", which nobody computes, expected an input of the graph, a weight, or what another node "
            + "computes");

    [Fact]
    public void A_weight_of_another_size_than_its_shape_says()
    {
        byte[] Content(long side, int bytes) =>
        [
            .. SampleGraph.Number(1, side), .. SampleGraph.Number(2, 1), .. SampleGraph.Bytes(8, "w"),
            .. SampleOnnx.In(9, new byte[bytes]),
        ];
        RequireFault(
            Start().Node("Add", ["x", "w"], ["y"]).Part(5, Content(3, 8)), "tensor \"w\": found 8 bytes, expected 12, as its shape says");
        RequireFault(
            Start().Node("Add", ["x", "w"], ["y"]).Part(5, Content(400_000_000, 8)),
            "tensor \"w\": found 9 bytes for shape [400000000], expected as many numbers as its shape says");
    }

    [Fact]
    public void Weights_out_of_reach()
    {
        byte[] entry = SampleOnnx.In(13, [.. SampleGraph.Bytes(1, "location"), .. SampleGraph.Bytes(2, "../secret")]);
        RequireFault(
            Start().Node("Add", ["x", "w"], ["y"]).Part(5, [.. SampleGraph.Number(2, 1), .. SampleGraph.Bytes(8, "w"), .. entry]),
            "location of external data: found \"../secret\", expected a file in the model's own folder or below it");
    }

    [Fact]
    public void Attributes_that_cannot_be()
    {
        RequireFault(
            Start().Node("MaxPool", ["x"], ["y"], ("kernel_shape", new long[] { 9, 9 })),
            "node \"the node\" (MaxPool): found windows of 9 on 4 values, expected windows that fit");
        RequireFault(
            Start().Node("Softmax", ["x"], ["y"], ("axis", 7)),
            "node \"the node\" (Softmax): found axis 7 of a tensor with 4 axes, expected -4 to 3");
        RequireFault(
            Start().Node("Resize", ["x", "", "s"], ["y"], ("mode", "magic")).Weight("s", tensor(new[] { 1f, 1, 2, 2 })),
            "node \"the node\" (Resize): found mode \"magic\", expected nearest or linear or bilinear or cubic");
        RequireFault(
            Start().Node("Resize", ["x", "", "s"], ["y"], ("axes", new long[] { 3, -1 })).Weight("s", tensor(new[] { 2f, 2 })),
            "node \"the node\" (Resize): found axes [3, 3], expected each once");
        RequireFault(
            Start().Node("MatMul", ["x", "w"], ["y"]).Weight("w", zeros(3, 3)),
            "node \"the node\" (MatMul): found matrices [1, 3, 4, 4] and [3, 3], expected as many rows of the second as columns of the "
                + "first");
        RequireFault(
            Start().Node("Transpose", ["x"], ["y"], ("perm", new long[] { 0, 1, 1, 2 })),
            "node \"the node\" (Transpose): found \"permute(): duplicate dims are not allowed\", expected inputs and attributes that fit "
                + "together");
    }

    [Fact]
    public void Text_sequences_and_lists_of_graphs()
    {
        RequireFault(
            Start().Node("Constant", [], ["w"], ("value_string", "cat")).Node("Add", ["x", "w"], ["y"]),
            "node \"the node\" (Constant): found attribute value_string, expected value, value_float, value_floats, value_int, value_ints");
        RequireFault(
            Start().Node("Equal", ["x", "w"], ["y"])
                .Part(5, [.. SampleGraph.Number(2, 8), .. SampleGraph.Bytes(8, "w"), .. SampleGraph.Bytes(6, "cat")]),
            "tensor \"w\": found text, expected numbers of one byte or more that are real");
        RequireFault(
            Start().Node("SequenceConstruct", ["x"], ["y"]),
            "node \"the node\" (SequenceConstruct): found operator SequenceConstruct of opset 17, expected an operator whose gradient can "
                + "be computed");
        RequireFault(
            Start().Part(1,
            [
                .. SampleGraph.Bytes(1, "x"), .. SampleGraph.Bytes(2, "y"), .. SampleGraph.Bytes(4, "Relu"),
                .. SampleOnnx.In(5, [.. SampleGraph.Bytes(1, "bodies"), .. SampleOnnx.In(11, []), .. SampleOnnx.In(11, [])]),
            ]),
            "node \"y\" (Relu): found attribute bodies, expected consumed_inputs");
    }

    [Fact]
    public void Training()
    {
        Tensor own = ones(3);
        RequireFault(
            Start().Weight("w", own).Node("BatchNormalization", ["x", "w", "w", "w", "w"], ["y"], ("training_mode", 1)),
            "node \"the node\" (BatchNormalization): found training mode, expected evaluation mode, with the moments of training");
        RequireFault(
            Start().Weight("r", tensor(0.5f)).Weight("t", tensor(true)).Node("Dropout", ["x", "r", "t"], ["y"]),
            "node \"the node\" (Dropout): found training mode, expected evaluation mode, in which nothing is dropped");
    }

    [Fact]
    public void A_size_beyond_what_an_input_can_need()
    {
        const string Many = "expected 16,777,216 at most for an input of this size";
        RequireFault(
            Start().Weight("s", tensor(new long[] { 1_000_000, 3, 4, 4 })).Node("Expand", ["x", "s"], ["y"]),
            $"node \"the node\" (Expand): found a result of 48,000,000 numbers, {Many}");
        RequireFault(
            Start().Weight("s", tensor(new long[] { 1, 1_000_000_000, 1, 1 })).Node("Tile", ["x", "s"], ["y"]),
            $"node \"the node\" (Tile): found a result of 48,000,000,000 numbers, {Many}");
        RequireFault(
            Start().Weight("s", tensor(new[] { 1f, 1, 1e5f, 1e5f })).Node("Resize", ["x", "", "s"], ["y"]),
            $"node \"the node\" (Resize): found a result of 480,000,000,000 numbers, {Many}");
        RequireFault(
            Start().Weight("s", tensor(new long[] { 1 << 20, 1 << 20 })).Node("ConstantOfShape", ["s"], ["c"])
                .Node("Add", ["x", "c"], ["y"]),
            $"node \"the node\" (ConstantOfShape): found a result of 1,099,511,627,776 numbers, {Many}");
        RequireFault(
            Start().Weight("s", tensor(new long[] { 0, 0, 0, 0, 0, 0, 0, 1L << 40 })).Node("Pad", ["x", "s"], ["y"]),
            $"node \"the node\" (Pad): found a result of 13,194,139,533,360 numbers, {Many}");
        RequireFault(
            Start().Node("MaxPool", ["x"], ["y"], ("kernel_shape", new long[] { 2, 2 }), ("pads", new long[] { 0, 0, 0, 1 << 30 })),
            $"node \"the node\" (MaxPool): found a result of 12,884,901,936 numbers, {Many}");
    }

    [Fact]
    public void Functions_that_make_ever_more_nodes()
    {
        SampleGraph graph = Start().Domain("own").Node("own.f0", ["x"], ["y"]);
        byte[] Function(int n) =>
        [
            .. SampleGraph.Bytes(1, $"f{n}"), .. SampleGraph.Bytes(4, "a"), .. SampleGraph.Bytes(5, "c"),
            .. SampleOnnx.In(7, Call($"f{n + 1}", "a", "b")), .. SampleOnnx.In(7, Call($"f{n + 1}", "b", "c")),
            .. SampleGraph.Bytes(10, "own"),
        ];
        byte[] Call(string name, string from, string to) =>
            [.. SampleGraph.Bytes(1, from), .. SampleGraph.Bytes(2, to), .. SampleGraph.Bytes(4, name), .. SampleGraph.Bytes(7, "own")];
        using var folder = new TemporaryFolder();
        string file = folder.Write(
            "m.onnx", [.. graph.Model(), .. Enumerable.Range(0, 30).SelectMany(n => SampleOnnx.In(25, Function(n)))]);
        Assert.Equal(
            "functions of more than 1,000,000 nodes", Assert.Throws<ModelFormatException>(() => OnnxModule.Open(file)).Found);
    }

    private static SampleGraph Start() => new SampleGraph(17).Input("x", [1, 3, 4, 4]).Output("y");

    private static void RequireFault(SampleGraph graph, string sentence) => graph.InFile(file =>
    {
        using var scope = NewDisposeScope();
        var fault = Assert.Throws<ModelFormatException>(() =>
        {
            using var module = OnnxModule.Open(file);
            module.call(zeros(1, 3, 4, 4));
        });
        Assert.Equal($"{file}: {sentence}", fault.Message);
        return 0;
    });
}
