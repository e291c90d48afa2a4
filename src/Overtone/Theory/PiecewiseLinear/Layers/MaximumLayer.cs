using Overtone.Models;

namespace Overtone.Theory.PiecewiseLinear.Layers;

/// <summary>Maximum pooling: each unit takes the greatest value of its window. Beyond the image there is nothing to take.</summary>
internal sealed class MaximumLayer : BranchingLayer
{
    private readonly int[][] _candidates;

    /// <param name="input">The size of its input.</param>
    /// <param name="window">Kernel, stride, padding, dilation.</param>
    public MaximumLayer(InputSize input, ConvolutionWindow window)
    {
        Output = window.Output(input, input.Channels);
        _candidates =
        [
            .. from channel in Enumerable.Range(0, Output.Channels)
               from row in Enumerable.Range(0, Output.Height)
               from column in Enumerable.Range(0, Output.Width)
               select window
                   .Rows.Sources(row, input.Height)
                   .SelectMany(y =>
                       window.Columns.Sources(column, input.Width).Select(x => (((channel * input.Height) + y) * input.Width) + x))
                   .ToArray(),
        ];
    }

    /// <summary>The size of its output.</summary>
    public InputSize Output { get; }

    public override int UnitCount(int inputs) => _candidates.Length;

    public override int CandidateCount(int unit) => _candidates[unit].Length;

    public override double Lead(double[] row, int unit, int candidate, int other) =>
        row[_candidates[unit][candidate]] - row[_candidates[unit][other]];

    public override double[][] Apply(double[][] rows, int[] choices) =>
        [.. rows.Select(row => choices.Select((choice, unit) => row[_candidates[unit][choice]]).ToArray())];
}
