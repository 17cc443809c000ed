#!/bin/sh
#SBATCH --job-name=thidua
#SBATCH --array=1-114%16
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=1
#SBATCH --mem=600M
#SBATCH --time=00:10:00
#SBATCH --output=thidua-%A_%a.log
#
# One build for each line of a list of workspaces, an array job:
#
#     sbatch slurm.sh LIST YYYY-MM-DD
#
# --array counts the lines of LIST; % is how many run at once.
set -eu
workspace=$(sed -n "${SLURM_ARRAY_TASK_ID}p" "$1")
exec thidua build --workspace "${workspace:?no line $SLURM_ARRAY_TASK_ID in $1}" --date "$2" --quiet
