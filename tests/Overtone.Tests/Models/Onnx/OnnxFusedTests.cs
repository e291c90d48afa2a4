using Microsoft.ML.OnnxRuntime;
using Overtone.Models;
using Overtone.Models.Onnx;
using static Overtone.Tests.Models.Onnx.Drawn;
using static TorchSharp.torch;

namespace Overtone.Tests.Models.Onnx;

/// <summary>Models as ONNX Runtime's optimiser writes them, whose operators stand for several.</summary>
public class OnnxFusedTests
{
    [Theory]
    [InlineData("Relu")]
    [InlineData("Sigmoid")]
    [InlineData("Tanh")]
    [InlineData("LeakyRelu", 0.3)]
    [InlineData("Clip", -0.4, 0.7)]
    [InlineData("HardSigmoid", 0.3, 0.4)]
    public void Convolutions_with_activations(string activation, params double[] parameters)
    {
        using var scope = NewDisposeScope();
        Tensor input = Values(1, [2, 3, 6, 5]);
        foreach (bool isSum in activation == "Relu" ? new[] { false, true } : [false])
        {
            var node = new SingleNode("com.microsoft.FusedConv", 13).Weight(Values(2, [4, 3, 3, 3])).Weight(Values(3, [4]))
                .With("pads", 1, 1, 1, 1).With("activation", activation);
            if (isSum)
                node.Weight(Values(4, [2, 4, 6, 5]));
            if (parameters.Length > 0)
                node.With("activation_params", parameters);
            node.RequireAgreement(input);
        }
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 0, 0)]
    [InlineData(0, 1, 0)]
    [InlineData(0, 0, 1)]
    [InlineData(1, 0, 1)]
    public void Products_of_matrices(int transA, int transB, int transBatchA)
    {
        using var scope = NewDisposeScope();
        long[] sides = transA == 1 ? [6, 3] : [3, 6];
        long[] shape = transBatchA == 1 ? [sides[0], 2, sides[1]] : [2, .. sides];
        var node = new SingleNode("com.microsoft.FusedMatMul", 13).Weight(Values(2, transB == 1 ? [2, 4, 6] : [2, 6, 4]))
            .With("alpha", 0.5).With("transA", transA).With("transB", transB).With("transBatchA", transBatchA);
        node.RequireAgreement(Values(1, shape));
        Assert.True(node.GradientError(Values(1, shape)) < 1e-6);
    }

    [Fact]
    public void Functions()
    {
        using var scope = NewDisposeScope();
        Tensor input = Values(1, [2, 5, 4]);
        Tensor Own(int seed) => Values(seed, [4]);
        foreach (SingleNode node in new[]
        {
            new SingleNode("com.microsoft.Gelu", 13), new SingleNode("com.microsoft.BiasGelu", 13).Weight(Own(2)),
            new SingleNode("com.microsoft.FastGelu", 13), new SingleNode("com.microsoft.FastGelu", 13).Weight(Own(2)),
            new SingleNode("com.microsoft.QuickGelu", 13).With("alpha", 1.5),
            new SingleNode("com.microsoft.SkipLayerNormalization", 13).Weight(Values(2, input.shape)).Weight(Own(3)).Weight(Own(4))
                .Weight(Own(5)).With("epsilon", 1e-3).Gives(SampleGraph.Float32, 0, 0, SampleGraph.Float32),
            new SingleNode("com.microsoft.SkipSimplifiedLayerNormalization", 13).Weight(Values(2, input.shape)).Weight(Own(3))
                .Weight(Own(4)).With("epsilon", 1e-3).Gives(SampleGraph.Float32, 0, 0, SampleGraph.Float32),
        })
        {
            node.RequireAgreement(input, 1e-4);
            Assert.True(node.GradientError(input) < 1e-6);
        }

        new SingleNode("com.microsoft.FusedGemm", 13).Weight(Values(2, [4, 3])).Weight(Values(3, [3])).With("activation", "LeakyRelu")
            .With("activation_alpha", 0.2).With("alpha", 0.7).RequireAgreement(Values(1, [5, 4]));
    }

    [Fact]
    public void What_the_optimiser_writes_is_computed_like_what_it_read()
    {
        using var scope = NewDisposeScope();
        HashSet<string> met = [];
        foreach (SampleGraph graph in new[] { Residual(), Transformer() })
            met.UnionWith(RequireAgreement(graph, Values(9, [2, 3, 8, 8])));
        string[] expected = ["FusedConv", "FusedGemm", "FusedMatMul", "Gelu", "SkipLayerNormalization"];
        Assert.True(expected.All(met.Contains), string.Join(" ", met));
    }

    [Fact]
    public void An_operator_for_one_kind_of_processor_is_refused()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(
            ": node \"the node\" (com.microsoft.nchwc.Conv): found an operator for one kind of processor, expected a model saved by "
                + "ONNX Runtime without hardware-specific optimisation: at level extended, not all",
            new SingleNode("com.microsoft.nchwc.Conv", 13).Fault(Values(1, [1, 8, 4, 4])));
    }

    // What is computed of the file, and of what the runtime made of it, is what the runtime computes of the file.
    private static IEnumerable<string> RequireAgreement(SampleGraph graph, Tensor input)
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("m.onnx", graph.Model()), optimised = folder["optimised.onnx"];
        OnnxRuntime.Optimise(file, optimised, GraphOptimizationLevel.ORT_ENABLE_EXTENDED);
        Tensor expected = OnnxRuntime.Run(file, input, GraphOptimizationLevel.ORT_DISABLE_ALL)[0];
        foreach (string one in new[] { file, optimised })
        {
            Assert.Null(OnnxModule.FaultOf(one));
            using var module = OnnxModule.Open(one);
            Tensors.RequireNear(expected, module.call(input), 1e-4);
        }

        using OnnxModel model = OnnxModelReader.Read(optimised);
        return [.. model.Nodes.Select(node => node.Operator)];
    }

    private static SampleGraph Residual() => new SampleGraph(13).Input("x", [2, 3, 8, 8]).Output("y")
        .Weight("w1", Values(1, [4, 3, 3, 3])).Weight("b1", Values(2, [4])).Weight("w2", 0.3 * Values(3, [4, 4, 3, 3]))
        .Weight("b2", Values(4, [4])).Weight("w3", Values(5, [4, 5])).Weight("b3", Values(6, [5]))
        .Node("Conv", ["x", "w1", "b1"], ["c1"], ("pads", new long[] { 1, 1, 1, 1 }), ("kernel_shape", new long[] { 3, 3 }))
        .Node("LeakyRelu", ["c1"], ["r1"], ("alpha", 0.2))
        .Node("Conv", ["r1", "w2", "b2"], ["c2"], ("pads", new long[] { 1, 1, 1, 1 }), ("kernel_shape", new long[] { 3, 3 }))
        .Node("Add", ["c2", "r1"], ["s"]).Node("Relu", ["s"], ["r2"])
        .Node("GlobalAveragePool", ["r2"], ["p"]).Node("Flatten", ["p"], ["f"])
        .Node("Gemm", ["f", "w3", "b3"], ["g"]).Node("Relu", ["g"], ["y"]);

    // Attention without heads, a skip, and the exact Gelu by its parts.
    private static SampleGraph Transformer() => new SampleGraph(17).Input("x", [2, 3, 8, 8]).Output("y")
        .Weight("rows", tensor(new long[] { 2, 24, 8 })).Node("Reshape", ["x", "rows"], ["t"])
        .Weight("wq", Values(1, [8, 8])).Weight("wk", Values(2, [8, 8])).Weight("scale", tensor(0.2f))
        .Node("MatMul", ["t", "wq"], ["q"]).Node("MatMul", ["t", "wk"], ["k"])
        .Node("Transpose", ["k"], ["kt"], ("perm", new long[] { 0, 2, 1 }))
        .Node("MatMul", ["q", "kt"], ["scores"]).Node("Mul", ["scores", "scale"], ["scaled"])
        .Node("Softmax", ["scaled"], ["shares"], ("axis", -1)).Node("MatMul", ["shares", "t"], ["attended"])
        .Node("Add", ["attended", "t"], ["skip"])
        .Weight("g", Values(3, [8])).Weight("b", Values(4, [8]))
        .Node("LayerNormalization", ["skip", "g", "b"], ["n"], ("axis", -1))
        .Weight("w1", Values(5, [8, 16])).Weight("b1", Values(6, [16])).Weight("root", tensor(1.41421354f)).Weight("one", tensor(1f))
        .Weight("half", tensor(0.5f))
        .Node("MatMul", ["n", "w1"], ["m"]).Node("Add", ["m", "b1"], ["h"])
        .Node("Div", ["h", "root"], ["d"]).Node("Erf", ["d"], ["e"]).Node("Add", ["e", "one"], ["a"]).Node("Mul", ["h", "a"], ["p"])
        .Node("Mul", ["p", "half"], ["gelu"]).Weight("w2", Values(7, [16, 8])).Node("MatMul", ["gelu", "w2"], ["y"]);
}
