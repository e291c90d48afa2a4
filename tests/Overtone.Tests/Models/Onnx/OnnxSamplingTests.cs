using static Overtone.Tests.Models.Onnx.Drawn;
using static TorchSharp.torch;

namespace Overtone.Tests.Models.Onnx;

/// <summary>Grids of places, attention, and newer normalisations.</summary>
public class OnnxSamplingTests
{
    private static readonly string[] Paddings = ["zeros", "border", "reflection"];

    [Theory]
    [InlineData("bilinear", 16)]
    [InlineData("nearest", 16)]
    [InlineData("bicubic", 16)]
    [InlineData("linear", 20)]
    [InlineData("nearest", 20)]
    [InlineData("cubic", 20)]
    public void Images_read_at_places(string mode, int opset)
    {
        using var scope = NewDisposeScope();
        Tensor input = Values(1, [2, 3, 5, 6]), grid = 0.8 * Values(2, [2, 4, 7, 2]);
        foreach (string padding in Paddings)
        {
            foreach (int corners in new[] { 0, 1 })
            {
                var node = new SingleNode("GridSample", opset).Weight(grid).With("mode", mode).With("padding_mode", padding)
                    .With("align_corners", corners);
                node.RequireAgreement(input, 1e-4);
                Assert.True(node.GradientError(input.narrow(0, 0, 2).narrow(1, 0, 1)) < 1e-6);
                if (mode != "nearest")
                {
                    // By the places themselves.
                    Assert.True(new SingleNode("GridSample", opset).First(input.narrow(1, 0, 1)).With("mode", mode)
                        .With("padding_mode", padding).With("align_corners", corners).GradientError(grid) < 1e-4);
                }
            }
        }
    }

    [Fact]
    public void Volumes_read_at_places()
    {
        using var scope = NewDisposeScope();
        new SingleNode("GridSample", 20).Weight(0.8 * Values(2, [1, 3, 4, 2, 3])).RequireAgreement(Values(1, [1, 2, 4, 5, 3]), 1e-4);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Grids_of_affine_maps(int corners)
    {
        using var scope = NewDisposeScope();
        Tensor maps = Values(1, [2, 2, 3]);
        var node = new SingleNode("AffineGrid", 20).Weight(2, 1, 4, 5).With("align_corners", corners);
        node.RequireAgreement(maps);
        Assert.True(node.GradientError(maps) < 1e-6);
        new SingleNode("AffineGrid", 20).Weight(2, 1, 4, 5, 3).With("align_corners", corners).RequireAgreement(Values(1, [2, 3, 4]));
    }

    [Fact]
    public void Newer_functions()
    {
        using var scope = NewDisposeScope();
        Tensor input = Values(1, [2, 3, 4]);
        foreach (SingleNode node in new[]
        {
            new SingleNode("RMSNormalization", 23).Weight(Values(2, [4])).With("epsilon", 1e-3),
            new SingleNode("SimplifiedLayerNormalization", 17).Weight(Values(2, [4])).With("epsilon", 1e-3),
            new SingleNode("LayerNormalization", 12).Weight(Values(2, [4])).Weight(Values(3, [4])),
            new SingleNode("Swish", 24).With("alpha", 1.3),
        })
        {
            node.RequireAgreement(input, 1e-4);
            Assert.True(node.GradientError(input) < 1e-6);
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(0, 2)]
    public void Attention(int isCausal, double cap)
    {
        using var scope = NewDisposeScope();
        Tensor query = Values(1, [2, 4, 12]);
        var node = new SingleNode("Attention", 23).Weight(Values(2, [2, 5, 6])).Weight(Values(3, [2, 5, 8])).Weight(Values(4, [4, 5]))
            .With("q_num_heads", 4).With("kv_num_heads", 2).With("is_causal", isCausal).With("softcap", cap);
        node.RequireAgreement(query, 1e-4);
        Assert.True(node.GradientError(query) < 1e-6);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Rotated_places(int interleaved)
    {
        using var scope = NewDisposeScope();
        Tensor input = Values(1, [2, 3, 5, 8]);
        var node = new SingleNode("RotaryEmbedding", 23).Weight(Values(2, [9, 4])).Weight(Values(3, [9, 4]))
            .Weight(Whole(4, [2, 5], ScalarType.Int64, 0, 9)).With("interleaved", interleaved);
        node.RequireAgreement(input);
        Assert.True(node.GradientError(input) < 1e-6);
    }
}
