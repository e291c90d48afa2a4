using Overtone.Catalog.SpectralBias;
using Overtone.Catalog.SpectralBias.Perturbation;
using Overtone.Catalog.SpectralBias.Sines;
using Overtone.Studies;

namespace Overtone.Catalog.Tests.SpectralBias;

/// <summary>Options that contradict each other are refused, by name, before anything is measured.</summary>
public class SineFitOptionsTests
{
    [Fact]
    public void Frequencies_rise_and_stay_below_half_the_samples()
    {
        Refused("--frequencies", new SinesOptions { Frequencies = [2, 4] });
        Refused("--frequencies", new SinesOptions { Frequencies = [2, 4, 4] });
        Refused("--frequencies", new SinesOptions { Frequencies = [2, 4, 40], Samples = 80 });
        Refused("--frequencies", new PerturbationOptions { Frequencies = [2, 4, 40], Samples = 80 });
    }

    [Fact]
    public void Steps_that_are_asked_for_are_recorded_ones()
    {
        Refused("--early-step", new SinesOptions { EarlyStep = 210 });
        Refused("--drawn-steps", new SinesOptions { DrawnSteps = [13_000] });
    }

    [Fact]
    public void Six_affine_maps_have_five_hidden_layers() =>
        Assert.Equal([1, 64, 64, 64, 64, 64, 1], new SinesOptions().Widths());

    private static void Refused<TOptions>(string option, TOptions options)
        where TOptions : SineFitOptions
    {
        Study study = options is SinesOptions ? new SpectralBiasSines() : new SpectralBiasPerturbation();
        using var run = new TestRun { OnEvent = e => Assert.Fail($"{e.Kind} {e.Label}") };
        Assert.Equal(option, Assert.Throws<InvalidOptionException>(() => run.Execute(study, options)).Option);
    }
}
