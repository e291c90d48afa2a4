using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Tests.Attacks.Masking;

/// <summary>Prototypes of four classes behind a smooth layer; images near them are classified with a margin of about one.</summary>
internal sealed class PrototypeNetwork : nn.Module<Tensor, Tensor>
{
    internal static readonly InputSize Size = new(1, 8, 8);

    private const int Count = 60, Classes = 4;
    private const float Nearby = 0.16f;
    private readonly string _how;
    private readonly Tensor _prototypes;

    public PrototypeNetwork(string how = "")
        : base(nameof(PrototypeNetwork))
    {
        _how = how;
        _prototypes = (Draw.Normal(1, [Classes, 64]) * 0.12 + 0.5).to(ScalarType.Float32);
        Labels = [.. Enumerable.Range(0, Count).Select(n => (long)(n % Classes))];
        Tensor own = _prototypes.index_select(0, tensor(Labels));
        Images = (own + (Draw.Normal(2, [Count, 64]) * 0.05).to(ScalarType.Float32)).clamp(0.05, 0.95).reshape(Count, 1, 8, 8);
        RegisterComponents();
        eval();
    }

    public Tensor Images { get; }

    public long[] Labels { get; }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        Tensor flat = input.flatten(1);
        flat = _how switch
        {
            "adds noise" => flat + (randn_like(flat) * 0.05),
            "rounds to eight levels" => (flat * 7).round() / 7,
            "rounds, straight through" => flat + (((flat * 7).round() / 7) - flat).detach(),
            "batch moments" when flat.shape[0] > 1 => flat - flat.mean([0], keepdim: true) + 0.5,
            "astray from afar" => Astray(flat),
            "kills gradients" => flat.detach() + (flat * 0),
            _ => flat,
        };
        Tensor logits = -(flat.unsqueeze(1) - _prototypes).square().sum([2]) * 2;
        return (_how == "logits times 10,000" ? logits * 10_000 : logits).MoveToOuterDisposeScope();
    }
    // Gradients of pixels that are far from those of the nearest image point the other way.
    private Tensor Astray(Tensor flat)
    {
        Tensor all = Images.flatten(1), here = flat.detach();
        Tensor nearest = all.index_select(0, cdist(here, all).argmin(1));
        Tensor way = where((here - nearest).abs().le(Nearby), ones_like(here), -ones_like(here));
        return here + (way * (flat - here));
    }
}
