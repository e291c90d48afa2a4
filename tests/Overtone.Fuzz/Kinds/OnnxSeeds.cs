using Overtone.Tests.Models.Onnx;
using static TorchSharp.torch;

namespace Overtone.Fuzz.Kinds;

/// <summary>Small graphs whose sizes, axes and shapes are numbers of the file.</summary>
internal static class OnnxSeeds
{
    public static IEnumerable<byte[]> All()
    {
        using var scope = NewDisposeScope();
        return [.. Graphs().Select(graph => graph.Model())];
    }

    private static IEnumerable<SampleGraph> Graphs()
    {
        yield return Start().Node("MaxPool", ["x"], ["a", "i"], ("kernel_shape", new long[] { 3, 2 }), ("pads", new long[] { 1, 0, 1, 1 }))
            .Node("AveragePool", ["a"], ["b"], ("kernel_shape", new long[] { 2, 2 }), ("ceil_mode", 1), ("strides", new long[] { 2, 2 }))
            .Weight("w", Values(3, 4, 2, 2))
            .Node("ConvTranspose", ["b", "w"], ["c"], ("strides", new long[] { 2, 1 }), ("output_padding", new long[] { 1, 0 }))
            .Node("LRN", ["c"], ["d"], ("size", 3)).Node("LpPool", ["d"], ["e"], ("kernel_shape", new long[] { 2, 2 }), ("p", 2))
            .Node("GlobalLpPool", ["e"], ["y"], ("p", 3));
        yield return Start().Weight("scales", tensor(new[] { 1f, 1, 1.5f, 0.7f })).Weight("sizes", tensor(new long[] { 1, 3, 5, 9 }))
            .Node("Resize", ["x", "", "scales"], ["a"], ("mode", "cubic"), ("antialias", 1), ("cubic_coeff_a", -0.5))
            .Node("Resize", ["a", "", "", "sizes"], ["b"], ("mode", "linear"), ("coordinate_transformation_mode", "align_corners"))
            .Weight("pads", tensor(new long[] { 0, 0, 1, 2, 0, 0, -1, 2 })).Node("Pad", ["b", "pads"], ["c"], ("mode", "reflect"))
            .Weight("grid", Values(1, 4, 3, 2)).Node("GridSample", ["c", "grid"], ["d"], ("mode", "linear"))
            .Node("DepthToSpace", ["d"], ["e"], ("blocksize", 1)).Node("SpaceToDepth", ["e"], ["y"], ("blocksize", 1));
        yield return Start().Weight("shape", tensor(new long[] { 0, 3, -1 })).Node("Reshape", ["x", "shape"], ["a"])
            .Weight("wide", tensor(new long[] { 2, 1, 3, 64 })).Node("Expand", ["a", "wide"], ["b"])
            .Weight("times", tensor(new long[] { 1, 2, 1, 1 })).Node("Tile", ["b", "times"], ["c"])
            .Weight("sides", tensor(new long[] { 1, 64 })).Node("ConstantOfShape", ["sides"], ["d"], ("value", tensor(new[] { 2f })))
            .Node("Mul", ["c", "d"], ["e"]).Node("CumSum", ["e", "one"], ["f"]).Weight("one", tensor(1L))
            .Weight("k", tensor(new long[] { 5 })).Node("TopK", ["f", "k"], ["g", "places"], ("axis", -1))
            .Node("Split", ["g"], ["h", "j"], ("axis", 1), ("num_outputs", 2)).Node("Concat", ["h", "j", "h"], ["l"], ("axis", 2))
            .Node("Transpose", ["l"], ["m"], ("perm", new long[] { 1, 0, 3, 2 })).Node("ReduceLogSumExp", ["m", "k1"], ["y"])
            .Weight("k1", tensor(new long[] { -1 }));
        yield return Start().Weight("places", tensor(new long[] { 1, 0, -1 })).Node("Gather", ["x", "places"], ["a"], ("axis", 1))
            .Weight("starts", tensor(new long[] { -1, 1 })).Weight("ends", tensor(new long[] { -9, 7 }))
            .Weight("axes", tensor(new long[] { 2, 3 })).Weight("steps", tensor(new long[] { -2, 2 }))
            .Node("Slice", ["a", "starts", "ends", "axes", "steps"], ["b"])
            .Weight("nd", tensor(new long[] { 0, 1, 0, 2 }, [2, 2])).Node("GatherND", ["b", "nd"], ["c"])
            .Weight("updates", Values(2, 4, 3)).Node("ScatterND", ["c", "rows", "more"], ["d"], ("reduction", "max"))
            .Weight("rows", tensor(new long[] { 1, 1 }, [2, 1])).Weight("more", Values(2, 4, 3))
            .Weight("elements", tensor(new long[] { 0, 1, 1 }, [1, 1, 3]))
            .Node("ScatterElements", ["d", "elements", "few"], ["e"], ("axis", 1), ("reduction", "mul")).Weight("few", Values(1, 1, 3))
            .Weight("from", tensor(0f)).Weight("until", tensor(3f)).Weight("by", tensor(1f)).Node("Range", ["from", "until", "by"], ["r"])
            .Node("Mul", ["e", "r"], ["f"]).Node("Trilu", ["f"], ["g"], ("upper", 0))
            .Node("Einsum", ["g", "g"], ["y"], ("equation", "abc,dbc->ad"));
        yield return Start().Weight("s", tensor(0.1f)).Weight("z", tensor((byte)120)).Node("QuantizeLinear", ["x", "s", "z"], ["q"])
            .Weight("w", tensor(new sbyte[24], [2, 3, 2, 2])).Weight("ws", tensor(0.2f)).Weight("wz", tensor((sbyte)3))
            .Node("QLinearConv", ["q", "s", "z", "w", "ws", "wz", "s", "z"], ["c"], ("dilations", new long[] { 1, 2 }))
            .Node("DequantizeLinear", ["c", "s", "z"], ["d"]).Node("DynamicQuantizeLinear", ["d"], ["e", "es", "ez"])
            .Weight("m", tensor(new sbyte[18], [6, 3])).Node("MatMulInteger", ["e", "m", "ez"], ["f"])
            .Node("Cast", ["f"], ["g"], ("to", 1)).Node("com.microsoft.FusedMatMul", ["g", "g"], ["h"], ("transA", 1), ("alpha", 0.5))
            .Weight("gain", Values(3)).Node("com.microsoft.SkipLayerNormalization", ["h", "h", "gain"], ["y"]);
        yield return Start().Node("Shape", ["x"], ["sides"]).Weight("zero", tensor(0L)).Node("Gather", ["sides", "zero"], ["n"])
            .Weight("one", tensor(1L)).Node("Equal", ["n", "one"], ["c"])
            .Node("If", ["c"], ["a"], ("then_branch", new SampleGraph().Output("r").Node("Neg", ["x"], ["r"])),
                ("else_branch", new SampleGraph().Output("r").Weight("v", tensor(2f)).Node("Mul", ["x", "v"], ["r"])))
            .Weight("rows", tensor(new long[] { 1, 24, 8 })).Node("Reshape", ["a", "rows"], ["t"])
            .Node("Attention", ["t", "t", "t"], ["u"], ("q_num_heads", 4), ("kv_num_heads", 2), ("is_causal", 1))
            .Weight("angles", Values(30, 4)).Weight("p", arange(24L).reshape(1, 24))
            .Node("RotaryEmbedding", ["t", "angles", "angles", "p"], ["v"], ("num_heads", 1)).Node("Mod", ["v", "t"], ["f"], ("fmod", 1))
            .Node("OneHot", ["p", "depth", "offon"], ["hot"]).Weight("depth", tensor(24L)).Weight("offon", tensor(new[] { 0f, 1 }))
            .Node("MatMul", ["hot", "f"], ["g"]).Node("GroupNormalization", ["g", "gain", "gain"], ["y"], ("num_groups", 2))
            .Weight("gain", Values(24));
    }

    private static SampleGraph Start() =>
        new SampleGraph(23).Domain("com.microsoft").Input("x", [1, 3, 8, 8]).Output("y");

    private static Tensor Values(params long[] shape)
    {
        using Generator generator = new(1);
        return empty(shape).normal_(0, 1, generator);
    }
}
