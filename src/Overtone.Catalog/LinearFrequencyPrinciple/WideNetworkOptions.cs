using Overtone.Models.Networks;
using Overtone.Studies;

namespace Overtone.Catalog.LinearFrequencyPrinciple;

/// <summary>What all studies of the linear frequency principle let one choose.</summary>
internal abstract record WideNetworkOptions : StudyOptions
{
    [Option("What a neuron's offset means, and therefore what is trained: breakpoint (the paper) or bias (later papers)")]
    public NeuronForm Form { get; init; } = NeuronForm.Breakpoint;

    [Option("Networks trained per setting, each from its own seed", Minimum = 1, Reduced = Reduced.WhenLess, CountsReplicates = true)]
    public int Replicates { get; init; } = 10;

    [Option("Sum of squared errors at which training stops", Minimum = 0, Reduced = Reduced.WhenMore)]
    public double Loss { get; init; } = 8e-5;

    [Option("Steps after which training stops in any case", Minimum = 1, Reduced = Reduced.WhenLess)]
    public long Steps { get; init; } = 3_000_000;

    [Option(
        "Cut-off of the predicted function's frequencies on each axis, in cycles per unit length", Above = 0,
        Reduced = Reduced.WhenLess)]
    public double Cutoff { get; init; } = 200;

    [Option("Period of the predicted function, in ranges of the samples", Minimum = 1, Reduced = Reduced.WhenLess)]
    public double Period { get; init; } = 10;

    [Option("Whether to run the negative controls", Reduced = Reduced.Never)]
    public bool Controls { get; init; } = true;

    /// <summary>How networks begin, from the three spreads of an option.</summary>
    /// <exception cref="InvalidOptionException">There are not three.</exception>
    public TwoLayerInitialisation Initialisation(string option, double[] spreads) => Initialisation(Form, option, spreads);

    /// <summary>The same for neurons of any form.</summary>
    /// <exception cref="InvalidOptionException">There are not three.</exception>
    public static TwoLayerInitialisation Initialisation(NeuronForm form, string option, double[] spreads) => spreads.Length == 3
        ? new TwoLayerInitialisation { Form = form, InputSpread = spreads[0], OutputSpread = spreads[1], OffsetSpread = spreads[2] }
        : throw new InvalidOptionException(option, $"{spreads.Length} values", "three: the spreads of input weights, output weights and "
            + "offsets");

    /// <summary>Refuses a cut-off below a Nyquist frequency.</summary>
    public void RequireCutoff(double nyquist) => RequireCutoff("--cutoff", Cutoff, nyquist);

    /// <summary>The same of another option.</summary>
    public static void RequireCutoff(string option, double cutoff, double nyquist)
    {
        if (cutoff < nyquist)
            throw new InvalidOptionException(
                option, $"{cutoff:G4}", $"at least {nyquist:G4} cycles per unit length, the samples' Nyquist frequency");
    }

    /// <summary>Refuses fewer than two widths, and widths whose neurons have no twin.</summary>
    public static void RequireSeveralEven(string option, IReadOnlyList<int> widths)
    {
        RequireEven(option, widths);
        if (widths.Distinct().Count() < 2)
            throw new InvalidOptionException(option, $"{widths[0]} alone", "two widths or more, to compare");
    }

    /// <summary>Refuses widths whose neurons have no twin.</summary>
    public static void RequireEven(string option, params IReadOnlyList<int> widths)
    {
        if (widths.FirstOrDefault(w => w % 2 != 0) is var odd and not 0)
            throw new InvalidOptionException(option, $"{odd}", "an even number: antisymmetric initialisation pairs neurons");
    }
}
