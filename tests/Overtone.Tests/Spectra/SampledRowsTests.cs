using CsCheck;
using Overtone.Spectra;

namespace Overtone.Tests.Spectra;

public class SampledRowsTests
{
    [Fact]
    public void The_rows_are_kept_in_whatever_blocks_they_come() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 3], Gen.Int[1, 50], Gen.Int[0, 1000]).Sample((count, width, block, seed) =>
        {
            var random = new Random(seed);
            int[] rows = [.. Enumerable.Range(0, count).Where(_ => random.Next(3) == 0)];
            double[] values = [.. Enumerable.Range(0, count * width).Select(n => n + 1.0)];
            var kept = new SampledRows(rows, width);
            foreach (var part in values.Chunk(block * width))
            {
                kept.Add(part);
            }

            return kept.Values.SequenceEqual(rows.SelectMany(row => values.Skip(row * width).Take(width)).ToArray());
        });
}
