using System.Numerics;
using Overtone.Spectra;
using Overtone.Training;

namespace Overtone.Tests.Training;

public class SpectrumRecordTests
{
    private static readonly Complex[,] Targets = { { 1, new(0, 2) }, { new(3, 1), -1 } };
    private static readonly Complex[,] First = { { 1, new(0, 1) }, { new(3, 1), 1 } };
    private static readonly Complex[,] Second = { { 2, 0 }, { -1, new(0.5, 0.5) } };
    private static readonly SpectrumRecord Record = new(4, [First, Second], Targets);

    [Fact]
    public void Every_coefficient_is_found_at_its_network_frequency_and_output()
    {
        Assert.Equal(First[1, 0], Record.Learned(1));
        Assert.Equal(Second[1, 1], Record.Learned(1, output: 1, network: 1));
        Assert.Equal((4, 2), (Record.Step, Record.Networks));
    }

    [Fact]
    public void Errors_are_those_of_the_coefficient_asked_for()
    {
        Assert.Equal(0.5, Record.Error(0, output: 1), 1e-12);
        Assert.Equal(2, Record.Error(1, output: 1), 1e-12);
        Assert.Equal(0, Record.MagnitudeError(1, output: 1), 1e-12);
        Assert.Equal(RelativeError.Of(Second[1, 0], Targets[1, 0]), Record.Error(1, network: 1));
    }

    [Fact]
    public void The_error_of_all_outputs_is_the_ratio_of_norms_over_outputs()
    {
        // Differences 0 and −i against 1 and 2i.
        Assert.Equal(1 / Math.Sqrt(5), Record.ErrorOfAllOutputs(0), 1e-12);

        // Differences 1 and −2i against 1 and 2i.
        Assert.Equal(1, Record.ErrorOfAllOutputs(0, network: 1), 1e-12);
    }
}
